import type { Mutant } from './mutant.ts';
import { seedsFrom } from './settings.ts';

/** Guards of what people do to the stock themselves. */
export const byHandMutants: Mutant[] = [
  {
    name: 'adjustment-once',
    guard: 'an adjustment that is sent again is applied once; here as often as it is sent',
    code: [
      {
        function: /adjuststock/i,
        from: 'attribute_not_exists(adjustmentId)',
        to: 'attribute_exists(adjustmentId) OR attribute_not_exists(adjustmentId)',
      },
      {
        function: /adjuststock/i,
        from: /if\(([\w$]+)&&[\w$]+\(\1\.movement,[\w$]+\)\)return \1\.movement;if\(\1\)throw new [\w$]+\(`Another adj[^`]*`\);/,
        to: '',
      },
      {
        function: /adjuststock/i,
        from: 'attribute_not_exists(movementId)',
        to: 'attribute_exists(movementId) OR attribute_not_exists(movementId)',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(3, 60),
  },
  {
    name: 'reversal-once',
    guard: 'an adjustment is taken back once; here as often as somebody asks',
    code: [
      {
        function: /reverseadjustment/i,
        from: 'attribute_not_exists(reversal)',
        to: '(attribute_not_exists(reversal) OR attribute_exists(reversal))',
      },
      { function: /reverseadjustment/i, from: /if\(([\w$]+)\??\.reversal\)return \1\.reversal;/, to: '' },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(6, 60),
  },
  {
    name: 'adjustment-version',
    guard: 'an adjustment counts from the balance that there is; here from the one it has read',
    code: [
      {
        function: /adjuststock/i,
        from: 'ConditionExpression:"version = :version"',
        to: 'ConditionExpression:"version = :version OR version <> :version"',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(6, 60),
  },
  {
    name: 'terms-as-seen',
    guard: 'who changes the terms of a supplier has seen those that hold; here they write over what another wrote',
    code: [
      {
        function: /savesupplier/i,
        from: '#updatedAt = :seenAt',
        to: '(#updatedAt = :seenAt OR #updatedAt <> :seenAt)',
      },
    ],
    attack: 'settings',
    seeds: seedsFrom(1, 120),
  },
  {
    name: 'product-as-seen',
    guard: 'who changes a product has seen how it is; here they write over what another wrote',
    code: [
      {
        function: /changeproduct/i,
        from: '#updatedAt = :seenAt',
        to: '(#updatedAt = :seenAt OR #updatedAt <> :seenAt)',
      },
    ],
    attack: 'settings',
    seeds: seedsFrom(1, 120),
  },
  {
    name: 'off-the-list',
    guard:
      'an address that is taken off the list of who has mail is off it; here whoever asked is told so, and nothing else',
    code: [{ function: /changerecipient/i, from: /return [\w$]+&&await [\w$]+\.remove\([\w$]+\),/, to: 'return ' }],
    attack: 'recipients',
    seeds: seedsFrom(1, 120),
  },
  {
    name: 'by-hand-not-below-zero',
    guard: 'nobody takes more than there is, nor takes back what is gone; here whatever is asked',
    code: [
      {
        function: /adjuststock|reverseadjustment/i,
        from: /if\(([\w$]+)<0\)throw new ([\w$]+)\(`Only/,
        to: 'if($1<-9999)throw new $2(`Only',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(2, 60),
  },
  {
    name: 'import-once',
    guard: 'an import that is sent again is made once; here as often as it is sent',
    code: [
      {
        function: /importstock/i,
        from: 'attribute_not_exists(importId)',
        to: 'attribute_exists(importId) OR attribute_not_exists(importId)',
      },
      { function: /importstock/i, from: /if\(([\w$]+)\)return [\w$]+\(\1,[\w$]+\);let\{plan:/, to: 'let{plan:' },
      {
        function: /importstock/i,
        from: 'attribute_not_exists(movementId)',
        to: 'attribute_exists(movementId) OR attribute_not_exists(movementId)',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(1, 120),
  },
  {
    name: 'import-whole',
    guard: 'an import and all of its changes are one transaction; here the import is noted after its changes',
    code: [
      {
        function: /importstock/i,
        from: /await ([\w$]+)\(([\w$]+),([\w$]+),\[\.\.\.([\w$]+\([^)]*\)),(\{Put:\{TableName:[\w$]+\.stockImport,.*?\}\})\]\)/,
        to: '(await $1($2,$3,$4))||await $1($2,$3,[$5])',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(1, 120),
  },
  {
    name: 'import-as-seen',
    guard: 'an import does what was seen before it, or nothing; here whatever the file comes to by then',
    code: [
      {
        function: /importstock/i,
        from: /([\w$]+)\.problems\.length>0\?\1\.problems:[\w$]+\([\w$]+,[\w$]+,\1\.differences\)/,
        to: '$1.problems',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(1, 120),
  },
  {
    name: 'import-version',
    guard: 'an import counts from the balance that there is; here from the one it has read',
    code: [
      {
        function: /importstock/i,
        from: 'ConditionExpression:"version = :version"',
        to: 'ConditionExpression:"version = :version OR version <> :version"',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(1, 120),
  },
  {
    name: 'import-opens-once',
    guard: 'a product is opened by one import; here by as many as bring it',
    code: [
      {
        function: /importstock/i,
        from: '"attribute_not_exists(productId)"',
        to: '"attribute_not_exists(productId) OR attribute_exists(productId)"',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(1, 120),
  },
  {
    name: 'import-not-below-zero',
    guard: 'an import takes no more than there is; here whatever it says',
    code: [
      { function: /importstock/i, from: /if\(([\w$]+)<0\)\{let ([\w$]+)=/, to: 'if($1<-9999){let $2=' },
      {
        function: /importstock/i,
        from: /if\(([\w$]+)<0\)throw new ([\w$]+)\(`Only/,
        to: 'if($1<-9999)throw new $2(`Only',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(1, 120),
  },
];
