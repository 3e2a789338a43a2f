import type { Behaviour } from "./behaviour.ts";
import { type Definition, type NamedKind, namedKind, type Shape } from "./named-kind.ts";

/** A behaviour that can be put in by its name, from the command line and by the admin route. Its name is its text form. */
export interface BehaviourKind extends NamedKind<Behaviour> {
  /** It cannot be limited to a channel. */
  readonly wholeService: boolean;
}

/** Makes a kind of behaviour of its schema and its factory. */
export function behaviourKind<Parameters extends Shape>(
  definition: Definition<Parameters, Behaviour> & { readonly wholeService?: true },
): BehaviourKind {
  const kind = namedKind<Parameters, Behaviour>({
    ...definition,
    make: (parameters, textForm) => ({ ...definition.make(parameters, textForm), name: textForm }),
  });
  return { ...kind, wholeService: definition.wholeService ?? false };
}
