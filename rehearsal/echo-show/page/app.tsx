import { useRef, useState } from "preact/hooks";
import { Account } from "./account/account.tsx";
import { Neighbour } from "./account/neighbour.tsx";
import { AtCameras } from "./at-cameras/at-cameras.tsx";
import { DeviceSection } from "./device/device.tsx";
import { useEcho } from "./device/use-echo.ts";
import { Failures } from "./failures/failures.tsx";
import { Firmware } from "./firmware/firmware.tsx";
import { Rules } from "./judgement/rules.tsx";
import { Verdicts } from "./judgement/verdicts.tsx";
import { Notices } from "./notices.tsx";
import { PageHeader } from "./page-header.tsx";
import { TimelineSection } from "./timeline/timeline.tsx";
import { Told } from "./told/told.tsx";
import { useServerState } from "./use-server-state.ts";
import { LastViews } from "./views/last-views.tsx";
import { liveView, outcomeSentence, withoutServer } from "./views/view-summary.ts";

/** The page: a device, and everything that can be known of what it does. */
export function App({ deviceId }: { readonly deviceId: string }) {
  const { state, connected } = useServerState(deviceId);
  const [problem, setProblem] = useState<string>();
  const [selected, setSelected] = useState<string>();
  const video = useRef<HTMLVideoElement>(null);
  const screen = useRef<HTMLElement>(null);
  // While the server is gone, that is what is wrong.
  const onProblem = (sentence: string) => {
    if (connected) setProblem(sentence);
  };
  const echo = useEcho({
    deviceId,
    state,
    connected,
    video,
    screen,
    onProblem,
    onCall: () => setSelected(undefined),
  });

  const known = state?.views ?? [];
  const views = connected ? known : known.map(withoutServer);
  const live = liveView(views, deviceId);
  const chosen = views.find(({ sessionId }) => sessionId === selected);
  const view = chosen ?? live;
  const ownView = known.find(({ sessionId }) => sessionId === echo.call?.sessionId);
  const own = live?.deviceId === deviceId;
  return (
    <>
      <PageHeader connected={connected} />
      <main>
        <Notices connected={connected} problem={problem} onDismiss={() => setProblem(undefined)} />
        <div class="scene">
          <div class="scene-column">
            <DeviceSection
              echo={echo}
              state={state}
              view={ownView}
              connected={connected}
              video={video}
              device={screen}
            />
            <AtCameras state={state} onProblem={onProblem} />
            <Account state={state} onProblem={onProblem} />
          </div>
          <div class="scene-column">
            <TimelineSection
              view={view}
              fromAnotherEcho={view !== undefined && view.deviceId !== deviceId}
              onBackToLive={chosen && chosen !== live ? () => setSelected(undefined) : undefined}
            />
            <Told state={state} />
            <Neighbour state={state} />
          </div>
        </div>
        <Firmware state={state} onProblem={onProblem} />
        <Failures state={state} onProblem={onProblem} />
        <Verdicts view={view} />
        <div class="comparison">
          <LastViews views={views} deviceId={deviceId} shown={view} onSelect={setSelected} />
          <Rules view={view} />
        </div>
        <p class="heard-only" role="status">
          {live && own && outcomeSentence(live)}
        </p>
      </main>
    </>
  );
}
