import { describe, expect, it } from "@jest/globals";
import { createGroupCommit } from "../../../../rehearsal/signaling-service/channels/group-commit.ts";

/** A list of words under group commit, whose writes a test ends one by one. */
function openList() {
  const current: string[] = [];
  const writes: { readonly words: string[]; end(error?: Error): void }[] = [];
  const watchers = new Set<() => void>();
  const commit = createGroupCommit<string[]>(
    () => [...current],
    (draft) =>
      new Promise((resolve, reject) => {
        writes.push({ words: [...draft], end: (error) => (error === undefined ? resolve() : reject(error)) });
        for (const watcher of watchers) watcher();
      }),
  );
  return {
    current,
    commit,
    add: (word: string) =>
      commit.change((draft) => {
        if (draft.includes(word)) throw new Error(`${word} is there`);
        draft.push(word);
        return () => {
          current.push(word);
          return word.length;
        };
      }),
    /** The write of this number, counted from 1, once it has begun. */
    async write(number: number) {
      while (writes.length < number) await new Promise<void>((resolve) => watchers.add(resolve));
      const write = writes[number - 1];
      if (write === undefined) throw new Error("no such write");
      return write;
    },
  };
}

describe("changes that are committed in groups", () => {
  it("take effect once they are written, and no sooner", async () => {
    const { add, write, current } = openList();
    const added = add("one");
    const first = await write(1);
    expect(first.words).toEqual(["one"]);
    expect(current).toEqual([]);
    first.end();
    expect(await added).toBe(3);
    expect(current).toEqual(["one"]);
  });

  it("are written together when they come up during a write", async () => {
    const { add, write, current } = openList();
    const one = add("one");
    const first = await write(1);
    const later = [add("two"), add("three")];
    first.end();
    await one;
    const second = await write(2);
    expect(second.words).toEqual(["one", "two", "three"]);
    second.end();
    expect(await Promise.all(later)).toEqual([3, 5]);
    expect(current).toEqual(["one", "two", "three"]);
  });

  it("see what the ones before them in the group did, and one that is refused changes nothing", async () => {
    const { add, write } = openList();
    const [one, again, two] = [add("one"), add("one"), add("two")];
    const first = await write(1);
    expect(first.words).toEqual(["one", "two"]);
    first.end();
    await expect(again).rejects.toThrow("one is there");
    await Promise.all([one, two]);
  });

  it("are refused only once what the refusal rests on has taken effect", async () => {
    const { add, write, current } = openList();
    const one = add("one");
    const seen = add("one").catch(() => [...current]);
    (await write(1)).end();
    expect(await seen).toEqual(["one"]);
    await one;
  });

  it("are judged again, before later ones, when what a refusal rested on could not be written", async () => {
    const { add, write, current } = openList();
    const [one, again] = [add("one"), add("one")];
    const first = await write(1);
    const later = add("one");
    first.end(new Error("disk full"));
    await expect(one).rejects.toThrow("disk full");
    const second = await write(2);
    expect(second.words).toEqual(["one"]);
    second.end();
    expect(await again).toBe(3);
    await expect(later).rejects.toThrow("one is there");
    expect(current).toEqual(["one"]);
  });

  it("fail alone when they cannot take effect", async () => {
    const { add, write, commit, current } = openList();
    const broken = commit.change(() => () => {
      throw new Error("no effect");
    });
    const one = add("one");
    (await write(1)).end();
    await expect(broken).rejects.toThrow("no effect");
    await one;
    const two = add("two");
    (await write(2)).end();
    await two;
    expect(current).toEqual(["one", "two"]);
  });

  it("are not built on one whose write failed", async () => {
    const { add, write, current } = openList();
    const one = add("one");
    const first = await write(1);
    const [same, two] = [add("one"), add("two")];
    first.end(new Error("disk full"));
    await expect(one).rejects.toThrow("disk full");
    const second = await write(2);
    expect(second.words).toEqual(["one", "two"]);
    second.end();
    await Promise.all([same, two]);
    expect(current).toEqual(["one", "two"]);
  });

  it("are all done when it is idle", async () => {
    const { add, write, commit, current } = openList();
    await commit.idle();
    const added = add("one");
    (await write(1)).end();
    await commit.idle();
    expect(current).toEqual(["one"]);
    await added;
  });

  it("need no write when all of them are refused", async () => {
    const { add, write, commit } = openList();
    const one = add("one");
    (await write(1)).end();
    await one;
    await expect(add("one")).rejects.toThrow("one is there");
    await commit.idle();
    const two = add("two");
    const second = await write(2);
    expect(second.words).toEqual(["one", "two"]);
    second.end();
    await two;
  });
});
