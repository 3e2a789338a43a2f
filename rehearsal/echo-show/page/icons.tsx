import type { ComponentChildren } from "preact";

function Icon({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

/** Camera. */
export const CameraIcon = () => (
  <Icon>
    <rect x="3" y="6.5" width="12.5" height="11" rx="2.5" />
    <path d="m15.5 11 5.5-3.2v8.4L15.5 13" />
  </Icon>
);

/** Doorbell. */
export const DoorbellIcon = () => (
  <Icon>
    <rect x="7" y="2.5" width="10" height="19" rx="5" />
    <circle cx="12" cy="8" r="2" />
    <circle cx="12" cy="16" r="2.2" />
  </Icon>
);

/** Microphone. */
export const MicrophoneIcon = () => (
  <Icon>
    <rect x="9" y="3" width="6" height="11" rx="3" />
    <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
  </Icon>
);

/** Stop. */
export const StopIcon = () => (
  <Icon>
    <rect x="6" y="6" width="12" height="12" rx="2.5" class="filled" />
  </Icon>
);

/** Back. */
export const BackIcon = () => (
  <Icon>
    <path d="M14.5 5.5 8 12l6.5 6.5" />
  </Icon>
);

/** Refresh. */
export const RefreshIcon = () => (
  <Icon>
    <path d="M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.5v4h-4" />
  </Icon>
);

/** Outward. */
export const OutwardIcon = () => (
  <Icon>
    <path d="M8 16 16.5 7.5M9.5 7.5h7v7" />
  </Icon>
);

/** Close. */
export const CloseIcon = () => (
  <Icon>
    <path d="m6.5 6.5 11 11m0-11-11 11" />
  </Icon>
);

/** Alert. */
export const AlertIcon = () => (
  <Icon>
    <path d="M12 4 3 19.5h18L12 4Zm0 6v4.5m0 2.4v.1" />
  </Icon>
);

/** Alexa's voice: a ring. */
export const VoiceIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8" class="ring" />
  </Icon>
);

/** Bell. */
export const BellIcon = () => (
  <Icon>
    <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15l1.5-2ZM10 21h4M12 3v2" />
  </Icon>
);

/** Something that moves. */
export const MotionIcon = () => (
  <Icon>
    <circle cx="13.5" cy="5" r="1.8" />
    <path d="m8 10.5 4-1.5 2 4.5 3.5 1M12.2 9l-1.7 6 3 2.5v4M10.5 15 7 20.5" />
  </Icon>
);

/** Plug. */
export const PlugIcon = () => (
  <Icon>
    <path d="M9 3v5m6-5v5M6.5 8h11v3a5.5 5.5 0 0 1-11 0V8Zm5.5 8.5V21" />
  </Icon>
);

/** Somebody else. */
export const NeighbourIcon = () => (
  <Icon>
    <circle cx="9" cy="8.5" r="3.2" />
    <path d="M3.5 19.5a5.5 5.5 0 0 1 11 0M18.5 8v6m-3-3h6" />
  </Icon>
);
