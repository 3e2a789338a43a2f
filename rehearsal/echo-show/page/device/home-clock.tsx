import { useEffect, useState } from "preact/hooks";

const MINUTE = 60_000;

/** The time and the day, as any screen in a kitchen shows them. */
export function HomeClock() {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setTimeout(() => setNow(new Date()), MINUTE - (now.getTime() % MINUTE) + 20);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <div class="home-clock">
      <time class="home-time" dateTime={now.toISOString()}>
        {now.toLocaleTimeString("en", { hour: "numeric", minute: "2-digit" }).replace(/\s?[AP]M$/, "")}
      </time>
      <span class="home-day">{now.toLocaleDateString("en", { weekday: "long", day: "numeric", month: "long" })}</span>
    </div>
  );
}
