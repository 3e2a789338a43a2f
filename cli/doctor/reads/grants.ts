import { type KnownUsers, readKnownUsers } from "../../accounts/known-users.ts";
import type { Reader } from "../patient.ts";
import { scanTable } from "./table.ts";

/**
 * Who has given the skill the right to send events, and who is linked with it, without any token.
 * @throws {Broken} where the table cannot be read.
 */
export const readGrants: Reader<KnownUsers> = async (patient) => scanTable(patient, readKnownUsers);
