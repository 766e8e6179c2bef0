import type { Page } from 'playwright-core';

/** Pictures are compared at this part of their size: fonts and edges differ between machines, layouts do not. */
const SCALE = 1 / 4;
/** How far a channel of a colour may be off, of 255. */
const CLOSE = 48;

export interface Difference {
  /** Share of the picture that looks different, 0 to 1; 1 where sizes differ. */
  share: number;
  /** The older picture with what differs in red. */
  png: Buffer;
}

/** How much two pictures differ, as a browser draws them on a canvas: `page` is any. */
export const compare = async (page: Page, older: Buffer, newer: Buffer): Promise<Difference> => {
  const [before, after] = [older, newer].map((png) => `data:image/png;base64,${png.toString('base64')}`);
  const { share, url } = await page.evaluate<{ share: number; url: string }>(`(async () => {
    const draw = async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width * ${SCALE};
      canvas.height = image.height * ${SCALE};
      const context = canvas.getContext('2d');
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      return { canvas, context, pixels: context.getImageData(0, 0, canvas.width, canvas.height) };
    };
    const [before, after] = [await draw('${before}'), await draw('${after}')];
    const { data } = before.pixels;
    if (before.canvas.width !== after.canvas.width || before.canvas.height !== after.canvas.height)
      return { share: 1, url: after.canvas.toDataURL() };
    let different = 0;
    for (let at = 0; at < data.length; at += 4) {
      const isClose = [0, 1, 2].every((channel) => Math.abs(data[at + channel] - after.pixels.data[at + channel]) <= ${CLOSE});
      if (isClose) continue;
      different += 1;
      data.set([255, 0, 0, 255], at);
    }
    before.context.putImageData(before.pixels, 0, 0);
    return { share: different / (data.length / 4), url: before.canvas.toDataURL() };
  })()`);
  return { share, png: Buffer.from(url.split(',')[1] ?? '', 'base64') };
};
