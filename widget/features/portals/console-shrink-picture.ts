/** How large a picture is kept, in pixels: twice what it is shown at. */
export const LARGEST = { logo: { width: 512, height: 96 }, icon: { width: 96, height: 96 } } as const;

/** What the server takes, as text (`branding.settings.ts`). */
const MOST = 40_000;

/**
 * A file as the data URL of a small picture: drawn anew, so that nothing travels with it that a camera or a program
 * wrote into it, and a drawing (SVG) becomes mere pixels. `null` where it is no picture, or will not become small.
 */
export async function shrinkPicture(file: File, kind: keyof typeof LARGEST): Promise<string | null> {
  const image = new Image();
  // Of the two kinds of address a file can have, the console's policy allows this one.
  image.src = await asDataUrl(file);
  try {
    await image.decode();
  } catch {
    return null;
  }
  const { width, height } = LARGEST[kind];
  // A drawing may have no size of its own.
  const [ownWidth, ownHeight] = [image.naturalWidth || width, image.naturalHeight || height];
  const scale = Math.min(width / ownWidth, height / ownHeight, ownWidth === width ? 1 : Infinity);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(ownWidth * scale));
  canvas.height = Math.max(1, Math.round(ownHeight * scale));
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const tries = [canvas.toDataURL('image/png'), canvas.toDataURL('image/webp', 0.9)];
  return tries.find((url) => url.length <= MOST) ?? null;
}

const asDataUrl = (file: File): Promise<string> => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const reader = new FileReader();
  // What cannot be read is no picture.
  reader.addEventListener('loadend', () => resolve(String(reader.result ?? '')));
  reader.readAsDataURL(file);
  return promise;
};
