/** Tests, and what only tests use. */
const TEST_CODE = [
  '\\.test\\.tsx?$',
  '/testing/',
  '/testing\\.ts$',
  '/test-[a-z-]+\\.ts$',
  'fixture\\.ts$',
  '\\.test-house\\.ts$',
];

/** Who may import whom; each rule with its reason. */
module.exports = {
  forbidden: [
    {
      name: 'domain-stands-alone',
      comment: 'The domain is pure: it must be usable in a Lambda, a browser and a test alike.',
      severity: 'error',
      from: { path: '^amplify/domain/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^amplify/domain/', '^node_modules/zod'] },
    },
    {
      name: 'amplify-knows-no-front-and-no-endpoint',
      comment: 'The backend deploys to AWS; it must not know what shows it nor what imitates AWS.',
      severity: 'error',
      from: { path: '^amplify/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(src|local|scripts|e2e)/' },
    },
    {
      name: 'src-takes-only-the-domain',
      comment: 'The dashboard shares words with the backend, never code that runs on a server.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/lib/api-client\\.ts$' },
      to: { path: '^(amplify/(?!domain/)|local|scripts|e2e)' },
    },
    {
      name: 'schema-by-type-in-one-file',
      comment: 'src/lib/api-client.ts alone takes the Schema type, so that a change of client touches one file.',
      severity: 'error',
      from: { path: '^src/lib/api-client\\.ts$' },
      to: { path: '^amplify/(?!domain/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-do-not-know-each-other',
      comment: 'Routes compose features; a feature that imports another cannot be moved or dropped.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/(features|app)/', pathNot: '^src/features/$1/' },
    },
    {
      name: 'components-and-lib-know-no-feature',
      comment: 'Shared parts lie below the features.',
      severity: 'error',
      from: { path: '^src/(components|lib)/' },
      to: { path: '^src/(features|app)/' },
    },
    {
      name: 'endpoint-knows-no-app',
      comment: 'An emulator that knows orders would be a second backend.',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^(amplify|src|scripts|e2e)/' },
    },
    {
      name: 'services-meet-in-wiring-alone',
      comment: 'One service calls another through the door, never by import.',
      severity: 'error',
      from: { path: '^local/services/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^local/services/([^/]+)/', pathNot: '^local/services/$1/' },
    },
    {
      name: 'product-code-imports-no-test-code',
      comment: 'What runs must not need what tests.',
      severity: 'error',
      from: { path: '^(amplify|src|local)/', pathNot: TEST_CODE },
      to: { path: TEST_CODE },
    },
    {
      name: 'no-circles',
      comment:
        'A circle has no bottom to start reading from. An interpreter of nested structures calls itself: a Parallel state runs states, an expression holds expressions.',
      severity: 'error',
      from: { pathNot: '^local/services/(step-functions/interpreter|appsync/vtl)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
