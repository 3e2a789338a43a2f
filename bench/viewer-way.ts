import type { ViewReport } from "../rehearsal/view/report.ts";
import { type BenchmarkResult, median } from "./benchmark.ts";
import { type Amazon, type BenchCamera, type ColdSkill, startAmazon } from "./viewer-way/amazon.ts";

const ROUNDS = 5;
/** When a new environment's first view has to be answered, in milliseconds after its invocation. */
const FIRST_ANSWER = 4_800;
/** From asking to the picture of a view that goes as viewer at once, in milliseconds. */
const LATER_PICTURE = 1_500;

const documented = { id: "documented", signaling: "alexa-offer" } satisfies BenchCamera;
const manners = ["c-sdk", "browser-sdk", "slow-trickle", "endless-trickle"] as const;
const learned = (manner: string) => `${manner}-auto`;
const known = (manner: string) => `${manner}-viewer`;
const cameras: readonly BenchCamera[] = [
  documented,
  ...manners.flatMap((manner): BenchCamera[] => [
    { id: learned(manner), signaling: "auto", manner },
    { id: known(manner), signaling: "viewer", manner },
  ]),
];

/**
 * Views of cameras that SendAlexaOfferToMaster cannot serve, to the headless Echo, beside one that it can. Cold is a new
 * process of the Lambda function, spawned by the view; warm is one that has served others before. The first view is one
 * of a camera in `auto` that nothing is known of; a later view goes as viewer at once, by what the first one taught or,
 * in a new environment, by the camera's record. `ours` is the slowest round, the figures below it are medians; all are
 * milliseconds since Alexa sent the directive.
 */
export async function run(): Promise<BenchmarkResult[]> {
  const amazon = await startAmazon(cameras);
  try {
    const beside = await documentedWay(amazon);
    const results: BenchmarkResult[] = [];
    for (const manner of manners) results.push(...(await viewerWay(amazon, manner, beside)));
    return results;
  } finally {
    await amazon.stop();
  }
}

type Figures = Readonly<Record<string, number>>;

async function documentedWay(amazon: Amazon): Promise<Figures> {
  const cold = await coldViews(amazon, documented.id);
  const warm = await withSkill(amazon, async (skill) => {
    await skill.view(documented.id);
    return times(() => skill.view(documented.id));
  });
  return {
    "documented way, cold: answer": median(cold.map(answered)),
    "documented way, cold: picture": median(cold.map(shown)),
    "documented way, warm: answer": median(warm.map(answered)),
    "documented way, warm: picture": median(warm.map(shown)),
  };
}

async function viewerWay(amazon: Amazon, manner: string, beside: Figures): Promise<BenchmarkResult[]> {
  const firstCold: ViewReport[] = [];
  const firstWarm: ViewReport[] = [];
  const later: ViewReport[] = [];
  await times(async () => {
    await withSkill(amazon, async (skill) => {
      firstCold.push(await skill.view(learned(manner)));
      later.push(await skill.view(learned(manner)));
    });
    await withSkill(amazon, async (skill) => {
      await skill.view(documented.id);
      firstWarm.push(await skill.view(learned(manner)));
    });
  });
  const laterCold = await coldViews(amazon, known(manner));
  return [
    {
      name: `viewer-way: ${manner}, first view: slowest cold answer over the deadline`,
      ...over(Math.max(...firstCold.map(answered)), FIRST_ANSWER),
      beside: {
        "first view, cold: answer": median(firstCold.map(answered)),
        "first view, cold: picture": median(firstCold.map(shown)),
        "first view, warm: answer": median(firstWarm.map(answered)),
        "first view, warm: picture": median(firstWarm.map(shown)),
      },
    },
    {
      name: `viewer-way: ${manner}, later view: slowest warm picture over 1.5 s`,
      ...over(Math.max(...later.map(shown)), LATER_PICTURE),
      beside: {
        "later view, warm: answer": median(later.map(answered)),
        "later view, warm: picture": median(later.map(shown)),
        "later view, cold: answer": median(laterCold.map(answered)),
        "later view, cold: picture": median(laterCold.map(shown)),
        ...beside,
      },
    },
  ];
}

/** `ours` is the slowest of all rounds: a limit that holds on the median is no limit. */
function over(ours: number, limit: number): Pick<BenchmarkResult, "ours" | "limit" | "ratio" | "budget"> {
  return { ours, limit, ratio: ours / limit, budget: 1 };
}

function coldViews(amazon: Amazon, cameraId: string): Promise<ViewReport[]> {
  return times(() => withSkill(amazon, (skill) => skill.view(cameraId)));
}

async function withSkill<Result>(amazon: Amazon, work: (skill: ColdSkill) => Promise<Result>): Promise<Result> {
  const skill = await amazon.deploy();
  try {
    return await work(skill);
  } finally {
    await skill.stop();
  }
}

async function times<Result>(work: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let round = 0; round < ROUNDS; round += 1) results.push(await work());
  return results;
}

function answered({ timeline }: ViewReport): number {
  return timeline.answerEvent ?? Number.NaN;
}

function shown({ timeline }: ViewReport): number {
  return timeline.firstFrame ?? Number.NaN;
}
