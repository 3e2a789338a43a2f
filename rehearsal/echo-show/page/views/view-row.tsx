import type { View } from "../../state.ts";
import { formatDuration, formatSeconds } from "../units.ts";
import { AsViewerTag } from "./as-viewer-tag.tsx";
import { outcomeOf, toneOf } from "./view-summary.ts";

const NONE = "–";

interface ViewRowProps {
  readonly view: View;
  /** What the widest bar stands for, in milliseconds. */
  readonly longest: number;
  readonly shown: boolean;
  readonly fromAnotherEcho: boolean;
  readonly onSelect: (sessionId: string) => void;
}

/** One of the last views. The whole row can be pressed; its button is there for the keyboard. */
export function ViewRow({ view, longest, shown, fromAnotherEcho, onSelect }: ViewRowProps) {
  const { sessionId, phrase, camera, timeline, marginMilliseconds } = view;
  const { answerEvent, firstFrame } = timeline;
  return (
    <tr
      class={shown ? "view-row view-row-shown" : "view-row"}
      data-testid="view-row"
      onClick={() => onSelect(sessionId)}
    >
      <td>
        <button type="button" class="view-phrase" aria-pressed={shown}>
          {phrase}
        </button>
        {fromAnotherEcho && <span class="tag">another Echo</span>}
      </td>
      <td>{camera.name}</td>
      <td>
        <span class={`outcome outcome-${toneOf(view)}`}>{outcomeOf(view)}</span>
        {view.way === "viewer" && <AsViewerTag view={view} />}
      </td>
      <td class="views-bar-column" aria-hidden="true">
        <span class="small-bar">
          <span class="small-bar-picture" style={{ width: `${((firstFrame ?? 0) / longest) * 100}%` }} />
          <span class="small-bar-answer" style={{ width: `${((answerEvent ?? 0) / longest) * 100}%` }} />
        </span>
      </td>
      <td class="figure">{answerEvent === undefined ? NONE : formatDuration(answerEvent)}</td>
      <td class="figure">{firstFrame === undefined ? NONE : formatDuration(firstFrame)}</td>
      <td class="figure">{marginMilliseconds === undefined ? NONE : formatSeconds(marginMilliseconds)}</td>
    </tr>
  );
}
