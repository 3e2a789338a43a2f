import { useId, useState } from "preact/hooks";
import type { BehaviourKindReport, BehaviourPutIn, ChannelReport } from "../admin/report.ts";
import { describeSentTo } from "../sent-to.ts";
import { type Outcome, putBehaviourIn } from "./owner.ts";
import { ParameterField } from "./parameter-field.tsx";

interface BehaviourFormProps {
  readonly token: string;
  readonly catalogue: readonly BehaviourKindReport[];
  readonly channels: readonly ChannelReport[];
  /** Called when one was put in. */
  readonly onChange: () => void;
}

/** Puts a behaviour in: which one, with what parameters, on which channel. */
export function BehaviourForm({ token, catalogue, channels, onChange }: BehaviourFormProps) {
  const [name, setName] = useState("");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [channelName, setChannelName] = useState("");
  const [outcome, setOutcome] = useState<Outcome<BehaviourPutIn>>();
  const kind = catalogue.find((each) => each.name === name);
  const where = useId();

  const choose = (chosen: string) => {
    setName(chosen);
    setValues({});
    setOutcome(undefined);
  };
  const putIn = async () => {
    const parameters = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
    const scope = channelName === "" || kind?.wholeService ? {} : { channelName };
    setOutcome(await putBehaviourIn(token, { behaviour: name, parameters, ...scope }));
    onChange();
  };
  return (
    <form
      aria-label="Put a behaviour in"
      onSubmit={(event) => {
        event.preventDefault();
        putIn();
      }}
    >
      <label>
        Behaviour
        <select required value={name} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">choose one</option>
          {catalogue.map((each) => (
            <option key={each.name}>{each.name}</option>
          ))}
        </select>
      </label>
      {kind?.parameters.map((parameter) => (
        <ParameterField
          key={`${name} ${parameter.name}`}
          parameter={parameter}
          value={values[parameter.name] ?? ""}
          onChange={(value) => setValues({ ...values, [parameter.name]: value })}
        />
      ))}
      <div class="field">
        <label for={where}>Where</label>
        <select
          id={where}
          aria-describedby={kind?.wholeService ? `${where}-hint` : undefined}
          value={kind?.wholeService ? "" : channelName}
          disabled={kind?.wholeService ?? false}
          onChange={(event) => setChannelName(event.currentTarget.value)}
        >
          <option value="">all channels</option>
          {channels.map((channel) => (
            <option key={channel.channelName}>{channel.channelName}</option>
          ))}
        </select>
        {kind?.wholeService && (
          <span id={`${where}-hint`} class="hint">
            {kind.name} is for the whole service
          </span>
        )}
      </div>
      <button type="submit">Put in</button>
      {kind && <p class="summary">{kind.summary}</p>}
      <p class={outcome && "refused" in outcome ? "outcome refused" : "outcome"} aria-live="polite">
        {outcome && describe(outcome)}
      </p>
    </form>
  );
}

function describe(outcome: Outcome<BehaviourPutIn>): string {
  if ("refused" in outcome) return outcome.refused;
  const { id, behaviour, sentTo = 0, warning } = outcome.done;
  const what = id === undefined ? `${behaviour} was ${describeSentTo(sentTo)}.` : `${behaviour} is in force.`;
  return warning === undefined ? what : `${what} ${warning}`;
}
