import type { CfnGraphQLApi, CfnResolver } from 'aws-cdk-lib/aws-appsync';

/** The most rows that one page of a list may be asked for. The dashboard's largest is a day of order rates in pages of 1,000. */
export const LARGEST_PAGE = 1000;

/** A list nests three levels: field, `items`, a row's field. One relation more would be five. */
const DEPTH = 5;
/** The introspection query of the usual tools nests thirteen. */
const DEPTH_WITH_INTROSPECTION = 15;
/** Root fields of one request: the dashboard sends one, a person at a prompt a few. */
const RESOLVERS = 20;

/** Neither DynamoDB nor AppSync caps a page by number of rows, so the first template of every query does. */
const PAGE_CHECK = `#if( !$util.isNull($ctx.args.limit) && ($ctx.args.limit < 1 || $ctx.args.limit > ${LARGEST_PAGE}) )
  $util.error("limit must be a whole number from 1 to ${LARGEST_PAGE}.", "BadRequest")
#end
`;

type Api = { cfnGraphqlApi: CfnGraphQLApi; cfnResolvers: Record<string, CfnResolver> };

/**
 * Bounds what one request may cost, and tells the schema to developers' sandboxes only.
 * https://docs.aws.amazon.com/appsync/latest/devguide/configuration-limits.html
 */
export const limitRequests = ({ cfnGraphqlApi, cfnResolvers }: Api, isSandbox: boolean): void => {
  cfnGraphqlApi.introspectionConfig = isSandbox ? 'ENABLED' : 'DISABLED';
  cfnGraphqlApi.queryDepthLimit = isSandbox ? DEPTH_WITH_INTROSPECTION : DEPTH;
  cfnGraphqlApi.resolverCountLimit = RESOLVERS;
  for (const resolver of Object.values(cfnResolvers).filter(({ typeName }) => typeName === 'Query')) {
    if (!resolver.requestMappingTemplate) throw new Error(`Query.${resolver.fieldName} has no template to check in.`);
    resolver.requestMappingTemplate = PAGE_CHECK + resolver.requestMappingTemplate;
  }
};
