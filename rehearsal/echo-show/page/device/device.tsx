import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { EchoShowState, View } from "../../state.ts";
import { AlexaSays } from "./alexa-says.tsx";
import { deviceScreen } from "./device-screen.ts";
import { FailureDetails } from "./failure-details.tsx";
import { Home } from "./home.tsx";
import { PhraseField } from "./phrase-field.tsx";
import { Picture } from "./picture.tsx";
import type { Echo } from "./use-echo.ts";
import { WrongOnPurpose } from "./wrong-on-purpose.tsx";

interface DeviceProps {
  readonly echo: Echo;
  readonly state: EchoShowState | undefined;
  readonly view: View | undefined;
  readonly connected: boolean;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly device: RefObject<HTMLElement | null>;
}

/** The Echo Show: its screen, and the field that stands for a voice. */
export function DeviceSection({ echo, state, view, connected, video, device }: DeviceProps) {
  const { call } = echo;
  const screen = deviceScreen(call, view, connected);
  const glass = useFocusThatStays(screen.kind);
  const lastShown = useRef<string | undefined>(undefined);
  if (call) lastShown.current = call.device.id;
  const devices = state?.devices ?? [];
  const talking = screen.kind === "playing" && call?.talk !== "off";
  return (
    <section class="device" ref={device} aria-labelledby="device-title" data-testid="device">
      <h2 id="device-title" class="heard-only">
        The device
      </h2>
      <div class="bezel">
        <div class={`glass glass-${screen.kind}`} ref={glass}>
          {screen.kind === "home" && (
            <Home
              state={state}
              lastShown={lastShown.current}
              onShow={echo.show}
              onDiscover={echo.discover}
              discovering={echo.discovering}
              remarked={echo.remark !== undefined}
            />
          )}
          <Picture
            echo={echo}
            screen={screen}
            connecting={view?.phase === "connecting"}
            devices={devices}
            video={video}
          />
          <AlexaSays
            words={screen.kind === "failed" ? screen.failure.alexaSays : echo.remark}
            whole={screen.kind === "failed"}
          >
            {screen.kind === "failed" && <FailureDetails failure={screen.failure} onBack={echo.stop} />}
          </AlexaSays>
          <div class={`light ${screen.kind === "calling" ? "light-asking" : talking ? "light-talking" : ""}`} />
        </div>
        <div class="chin">
          <WrongOnPurpose state={state} />
        </div>
      </div>
      <PhraseField devices={devices} onSay={echo.say} />
    </section>
  );
}

/** Keeps the keyboard on the glass when the button that was pressed there is gone with its screen. */
function useFocusThatStays(screen: string): RefObject<HTMLDivElement | null> {
  const glass = useRef<HTMLDivElement>(null);
  const shown = useRef(screen);
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost) glass.current?.querySelector<HTMLElement>("[data-takes-focus]")?.focus({ preventScroll: true });
  }, [screen]);
  return glass;
}
