// Which node an arrow key leads to: along an edge if there is one, else to the next one that can be seen there.
import type { Placed, PlacedNode } from "./layout";

export type Arrow = "ArrowRight" | "ArrowLeft" | "ArrowUp" | "ArrowDown";
type Axis = "x" | "y";

const WAYS: Readonly<Record<Arrow, readonly [axis: Axis, sign: 1 | -1]>> = {
  ArrowRight: ["x", 1],
  ArrowLeft: ["x", -1],
  ArrowUp: ["y", -1],
  ArrowDown: ["y", 1],
};

export function isArrow(key: string): key is Arrow {
  return key in WAYS;
}

/** The key of the node that an arrow leads to from another; undefined at the border. */
export function nextNode(placed: Placed, from: string, arrow: Arrow): string | undefined {
  const here = placed.nodes.find(({ node }) => node.key === from);
  if (here === undefined) {
    return undefined;
  }
  const [axis, sign] = WAYS[arrow];
  const flows = (placed.direction === "LR") === (axis === "x");
  return (flows ? alongEdge(placed, here, sign) : undefined) ?? nearest(placed.nodes, here, axis, sign)?.node.key;
}

/** The node at the other end of an edge that is nearest beside the way. */
function alongEdge({ nodes, edges, direction }: Placed, here: PlacedNode, sign: 1 | -1): string | undefined {
  const { key } = here.node;
  const keys = new Set(
    edges.flatMap(({ edge: { from, to } }) => (sign === 1 && from === key ? [to] : sign === -1 && to === key ? [from] : [])),
  );
  const beside: Axis = direction === "LR" ? "y" : "x";
  const others = nodes.filter(({ node }) => keys.has(node.key) && node.key !== key);
  return least(others, (other) => Math.abs(other[beside] - here[beside]))?.node.key;
}

/** The nearest node in a direction; what lies beside the way counts as farther than it is. */
function nearest(nodes: readonly PlacedNode[], here: PlacedNode, axis: Axis, sign: 1 | -1): PlacedNode | undefined {
  const beside: Axis = axis === "x" ? "y" : "x";
  const ahead = nodes.filter((other) => (other[axis] - here[axis]) * sign > 1);
  return least(ahead, (other) => Math.abs(other[axis] - here[axis]) + 3 * Math.abs(other[beside] - here[beside]));
}

function least(nodes: readonly PlacedNode[], distance: (node: PlacedNode) => number): PlacedNode | undefined {
  let found: PlacedNode | undefined;
  for (const node of nodes) {
    if (found === undefined || distance(node) < distance(found)) {
      found = node;
    }
  }
  return found;
}
