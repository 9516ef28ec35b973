import type { RestRoute } from './service.ts';

export interface RouteMatch {
  route: RestRoute;
  parameters: Record<string, string>;
}

/** Finds the route of a REST-JSON request. Templates are as in the API reference; `{Name+}` takes slashes. */
export function compileRoutes(routes: readonly RestRoute[]): (method: string, path: string) => RouteMatch | undefined {
  const compiled = routes.map((route) => {
    const names: string[] = [];
    const pattern = route.path.replace(/\{(\w+)(\+?)\}|[.*^$()|[\]\\?+]/g, (text, name?: string, greedy?: string) => {
      if (!name) return `\\${text}`;
      names.push(name);
      return greedy ? '(.+)' : '([^/]+)';
    });
    return { route, names, pattern: new RegExp(`^${pattern}/?$`) };
  });
  return (method, path) => {
    for (const { route, names, pattern } of compiled) {
      const match = route.method === method ? pattern.exec(path) : null;
      if (match) {
        const parameters = Object.fromEntries(
          names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]),
        );
        return { route, parameters };
      }
    }
    return undefined;
  };
}
