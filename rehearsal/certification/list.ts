import { accounts } from "./groups/accounts.ts";
import { discovery } from "./groups/discovery.ts";
import { events } from "./groups/events.ts";
import { refusals } from "./groups/refusals.ts";
import { snapshots } from "./groups/snapshots.ts";
import { state } from "./groups/state.ts";
import { store } from "./groups/store.ts";
import { views } from "./groups/views.ts";
import type { Item, ItemGroup } from "./item.ts";

/** The certification list for cameras and video doorbells, in the order in which it is gone through. */
export const certificationList: readonly ItemGroup[] = [
  discovery,
  accounts,
  state,
  views,
  refusals,
  events,
  snapshots,
  store,
];

/** All items of the list. */
export const certificationItems: readonly Item[] = certificationList.flatMap(({ items }) => items);
