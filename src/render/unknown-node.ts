/** Ends a rendering at a node for which the renderer has no case: what it does not know it must not drop. */
export function unknownNode({ type }: { readonly type: string }): never {
  throw new Error(`Unexpected node “${type}”, expected one that the renderer knows`)
}
