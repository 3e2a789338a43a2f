import type { Manner } from "../camera-manners.ts";
import { type Definition, type NamedKind, namedKind, type Shape } from "../signaling-service/behaviours/named-kind.ts";

/** The manner of a camera's firmware, and what there is to say of it. */
export interface FirmwareManner extends Manner {
  /** As people type it, without parameters: "c-sdk". */
  readonly name: string;
  /** Whose firmware it is, or what it is like: "C SDK". */
  readonly title: string;
  /** What it does, in one or two sentences. */
  readonly sentence: string;
  /** With its parameters: "c-sdk:seconds=7". */
  readonly textForm: string;
}

/** A manner that can be asked for by its name. */
export interface MannerKind extends NamedKind<FirmwareManner> {
  readonly title: string;
}

/** Makes a kind of manner; `make` gives what the firmware does, and says it. */
export function mannerKind<Parameters extends Shape>({
  title,
  ...definition
}: Definition<Parameters, Manner & { readonly sentence: string }> & { readonly title: string }): MannerKind {
  const kind = namedKind<Parameters, FirmwareManner>({
    ...definition,
    make: (parameters, textForm) => ({
      ...definition.make(parameters, textForm),
      name: definition.name,
      title,
      textForm,
    }),
  });
  return { ...kind, title };
}
