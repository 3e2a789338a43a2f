import { useState } from "preact/hooks";
import type { Device } from "../../state.ts";
import { allSuggestions, fewSuggestions } from "./suggestions.ts";

interface PhraseFieldProps {
  readonly devices: readonly Device[];
  readonly onSay: (phrase: string) => void;
}

/** Stands for the voice of a person in the room: what is typed or pressed here is said to the device. */
export function PhraseField({ devices, onSay }: PhraseFieldProps) {
  const [phrase, setPhrase] = useState("");
  const say = (event: Event) => {
    event.preventDefault();
    if (phrase.trim() === "") return;
    onSay(phrase.trim());
    setPhrase("");
  };
  return (
    <div class="said">
      <form class="phrase" onSubmit={say}>
        <label for="phrase">You say</label>
        <input
          id="phrase"
          data-testid="phrase"
          list="phrases"
          autoComplete="off"
          maxLength={256}
          placeholder="Alexa, show the …"
          value={phrase}
          onInput={(event) => setPhrase(event.currentTarget.value)}
        />
        <datalist id="phrases">
          {allSuggestions(devices).map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <button type="submit">Say it</button>
      </form>
      <ul class="suggestions" aria-label="Phrases to say">
        {fewSuggestions(devices).map((each) => (
          <li key={each}>
            <button type="button" onClick={() => onSay(each)}>
              {each}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
