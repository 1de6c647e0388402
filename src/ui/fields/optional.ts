/** The given properties that are set: the compiler tells absent from undefined. */
export function optional<T extends object>(
  properties: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  const set = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as { [K in keyof T]: Exclude<T[K], undefined> };
}
