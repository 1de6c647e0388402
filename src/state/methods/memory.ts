/** What this session's document looked like under each training rule; see model/edit/methodMemory.ts. */
import type { MethodMemory } from '#model/edit/methodMemory.ts';
import { emptyMemory } from '#model/edit/methodMemory.ts';

let memory: MethodMemory = emptyMemory;

export const rememberedMethods = (): MethodMemory => memory;

export function rememberMethods(next: MethodMemory): void {
  memory = next;
}

/** Another document was opened: what its predecessor had is nothing to it. */
export function forgetMethods(): void {
  memory = emptyMemory;
}
