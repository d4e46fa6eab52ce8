import type { Plugin } from 'vite';

/** What the browser needs of a route: how to call it. Shapes and rights are the server's to check. */
const keptProperties = new Set(['method', 'path', 'encoding']);

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function* childrenOf(node: Node): Generator<Node> {
  for (const value of Object.values(node)) {
    if (isNode(value)) yield value;
    else if (Array.isArray(value)) yield* value.filter(isNode);
  }
}

interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Leaves of `route({…})` what the browser needs, and marks all other calls as free of effects. */
function* editsOf(node: Node, code: string): Generator<Edit> {
  if (node.type === 'CallExpression') {
    yield { start: node.start, end: node.start, text: '/* @__PURE__ */ ' };
    const callee = node.callee as Node;
    const argument = (node.arguments as Node[])[0];
    if (callee.type === 'Identifier' && callee.name === 'route' && argument?.type === 'ObjectExpression') {
      const kept = (argument.properties as Node[])
        .filter((property) => isNode(property.key) && keptProperties.has(String(property.key.name)))
        .map((property) => code.slice(property.start, property.end));
      yield { start: argument.start, end: argument.end, text: `{ ${kept.join(', ')} }` };
      return;
    }
  }
  for (const child of childrenOf(node)) yield* editsOf(child, code);
}

/**
 * Keeps TypeBox and the shapes of the contracts out of the browser's code. They are most of its weight
 * there and none of its use: the browser calls routes by method and path, and the server validates.
 */
export function contractsInBrowser(): Plugin {
  return {
    name: 'cenacle-contracts-in-browser',
    apply: 'build',
    enforce: 'post',
    applyToEnvironment: (environment) => environment.name === 'client',
    transform: {
      filter: { id: /\/shared\/(?:[a-z]+\/contract|http)\.ts$/ },
      handler(code) {
        const edits = [...editsOf(this.parse(code) as unknown as Node, code)];
        let result = code;
        // From the end, so that the places of earlier edits hold.
        for (const { start, end, text } of edits.sort((a, b) => b.start - a.start)) {
          result = result.slice(0, start) + text + result.slice(end);
        }
        return { code: result, map: null, moduleSideEffects: false };
      },
    },
  };
}
