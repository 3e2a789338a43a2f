import type { View } from "../../state.ts";
import { ViewRow } from "./view-row.tsx";

interface LastViewsProps {
  readonly views: readonly View[];
  /** This tab. */
  readonly deviceId: string;
  /** The view that stands in the timeline. */
  readonly shown: View | undefined;
  readonly onSelect: (sessionId: string) => void;
}

const COUNT = 10;

/** The last ten views on one scale, to compare them. */
export function LastViews({ views, deviceId, shown, onSelect }: LastViewsProps) {
  const latest = views.slice(0, COUNT);
  const longest = Math.max(1, ...latest.map(({ timeline }) => timeline.firstFrame ?? timeline.answerEvent ?? 0));
  return (
    <section class="card last-views" aria-labelledby="views-title" data-testid="views">
      <div class="card-head">
        <h2 id="views-title">Last ten views</h2>
        <p>press one to see its timeline</p>
        <span class="legend" aria-hidden="true">
          <span class="legend-answer">to the answer</span>
          <span class="legend-picture">to the first frame</span>
        </span>
      </div>
      {latest.length === 0 ? (
        <p class="views-none">Nobody has asked for a camera yet.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Said</th>
              <th scope="col">Camera</th>
              <th scope="col">Outcome</th>
              <th scope="col" class="views-bar-column">
                <span class="heard-only">Compared</span>
              </th>
              <th scope="col">Answer</th>
              <th scope="col">Frame</th>
              <th scope="col">Left</th>
            </tr>
          </thead>
          <tbody>
            {latest.map((view) => (
              <ViewRow
                key={view.sessionId}
                view={view}
                longest={longest}
                shown={view.sessionId === shown?.sessionId}
                fromAnotherEcho={view.deviceId !== deviceId}
                onSelect={onSelect}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
