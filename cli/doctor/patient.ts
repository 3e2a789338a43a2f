/** Reads something of an installation that several links look at. It throws {Broken} or {NotExamined} as they do. */
export type Reader<Value> = (patient: Patient) => Promise<Value>;
/** The same of one camera, or of whatever has this id. */
export type ReaderOf<Subject extends { readonly id: string }, Value> = (
  patient: Patient,
  subject: Subject,
) => Promise<Value>;

/** What can be closed, such as a client of AWS. */
export interface Destroyable {
  destroy(): void;
}

/** The installation that is examined. */
export interface Patient {
  /** One that `ask deploy` has made, or the rehearsal that runs here. */
  readonly kind: "deployed" | "rehearsed";
  /** The project's folder, which it was deployed from. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** ask-cli's. */
  readonly profile: string;
  /** Which of the profile's stacks, as ask-resources.json names Alexa's regions. */
  readonly alexaRegion: string;
  /** Where a rehearsal keeps its channels. */
  readonly dataDirectory: string;
  /** The id of the one camera that is looked at; all are where it is left out. */
  readonly camera: string | undefined;
  /** The access token of an account that is linked with the skill, where one was given. */
  readonly accessToken: string | undefined;
  /** Gives the examination up. */
  readonly signal: AbortSignal;
  /** What this reader reads; it is read once, whoever asks, and what it throws every caller gets. */
  read<Value>(reader: Reader<Value>): Promise<Value>;
  /** The same of one subject: once for each id. */
  readOf<Subject extends { readonly id: string }, Value>(
    subject: Subject,
    reader: ReaderOf<Subject, Value>,
  ): Promise<Value>;
  /** Keeps a client for the whole examination, and destroys it afterwards. @param key such as "lambda us-east-1". */
  client<Client extends Destroyable>(key: string, make: () => Client): Client;
}

/** Makes a patient of what is known before anything is read. */
export function createPatient(
  about: Omit<Patient, "read" | "readOf" | "client">,
): Patient & { /** Ends the examination. */ close(): void } {
  const values = new Map<unknown, Promise<unknown>>();
  const ofSubjects = new Map<unknown, Map<string, Promise<unknown>>>();
  const clients = new Map<string, Destroyable>();
  let isClosed = false;
  const patient: Patient & { close(): void } = {
    ...about,
    read: (reader) => once(values, reader, () => reader(patient)),
    readOf: (subject, reader) =>
      once(
        kept(ofSubjects, reader, () => new Map<string, Promise<unknown>>()),
        subject.id,
        () => reader(patient, subject),
      ),
    client(key, make) {
      // What was begun ahead may still be at it, and is to begin nothing that nobody ends.
      if (isClosed) throw new Error("the examination is over");
      return kept(clients, key, make) as ReturnType<typeof make>;
    },
    close() {
      isClosed = true;
      for (const client of clients.values()) client.destroy();
      clients.clear();
    },
  };
  return patient;
}

function once<Value>(known: Map<unknown, Promise<unknown>>, key: unknown, read: () => Promise<Value>): Promise<Value> {
  return kept(known, key, () => {
    const value = read();
    // What was read ahead may fail before anybody asks for it.
    value.catch(() => {});
    return value;
  }) as Promise<Value>;
}

function kept<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
