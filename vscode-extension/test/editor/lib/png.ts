// Makes the pictures that are shipped small, with nothing lost: flat areas and letters are packed best as they are,
// without the filters that help photographs, and that the browser uses.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = 8;
/** The bytes of a pixel, by the kind of its colour: red, green, blue, and perhaps how solid it is. */
const PIXEL: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** The same picture, packed as well as can be. */
export function packed(png: Buffer): Buffer {
  const all = chunks(png);
  const pixels = inflateSync(Buffer.concat(all.filter(({ type }) => type === "IDAT").map(({ data }) => data)));
  const [head, ...rest] = all.filter(({ type }) => type !== "IDAT");
  const pixel = PIXEL[head?.data[9] ?? 0];
  if (head === undefined || pixel === undefined || head.data[8] !== 8) {
    throw new Error("this is no PNG of a screen");
  }
  const data = deflateSync(unfiltered(pixels, head.data.readUInt32BE(0) * pixel, pixel), { level: 9, memLevel: 9 });
  return Buffer.concat([png.subarray(0, SIGNATURE), ...[head, { type: "IDAT", data }, ...rest].map(written)]);
}

/** The lines of a picture without filters; each begins with a byte that says which it has. */
function unfiltered(filtered: Buffer, width: number, pixel: number): Buffer {
  const plain = Buffer.from(filtered);
  for (let line = 0; line < plain.length; line += width + 1) {
    const filter = plain[line] ?? 0;
    for (let at = line + 1; at <= line + width; at++) {
      const isFirst = at - line <= pixel;
      const left = isFirst ? 0 : (plain[at - pixel] ?? 0);
      const up = line === 0 ? 0 : (plain[at - width - 1] ?? 0);
      const corner = isFirst || line === 0 ? 0 : (plain[at - width - 1 - pixel] ?? 0);
      plain[at] = (plain[at] ?? 0) + guess(filter, left, up, corner);
    }
    plain[line] = 0;
  }
  return plain;
}

/** What a filter takes away from a byte, by its neighbours. */
function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter < 4) {
    return [0, left, up, (left + up) >> 1][filter] ?? 0;
  }
  const [far, near, across] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return far <= near && far <= across ? left : near <= across ? up : corner;
}

function chunks(png: Buffer): Chunk[] {
  const found: Chunk[] = [];
  for (let at = SIGNATURE; at < png.length; ) {
    const length = png.readUInt32BE(at);
    found.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return found;
}

function written({ type, data }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
