import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";
import icons from "./src/styles/icons.json" with { type: "json" };

const root = import.meta.dirname;

/** Every folder of src with an index.ts is an entry of its own; lib is shared code. */
function entries(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const dir of readdirSync(resolve(root, "src"), { withFileTypes: true })) {
    if (!dir.isDirectory() || dir.name === "lib" || dir.name === "styles") continue;
    found[dir.name] = resolve(root, "src", dir.name, "index.ts");
  }
  return found;
}

/** One sprite of the design system's icons that pages use: <use href="….svg#check">. */
function iconSprite(): Plugin {
  return {
    name: "icon-sprite",
    apply: "build",
    generateBundle() {
      const folder = resolve(root, "node_modules/dkfds/dist/img/svg-icons");
      const symbols = icons.map((name) => {
        const svg = readFileSync(resolve(folder, `${name}.svg`), "utf8");
        const open = /<svg[^>]*viewBox="([^"]+)"[^>]*>/.exec(svg);
        if (!open) throw new Error(`icon ${name}: no viewBox`);
        const body = svg.slice(open.index + open[0].length, svg.lastIndexOf("</svg>"));
        return `<symbol id="${name}" viewBox="${open[1]}">${body}</symbol>`;
      });
      this.emitFile({
        type: "asset",
        name: "icons.svg",
        originalFileName: "icons.svg",
        source: `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`,
      });
    },
  };
}

export default defineConfig({
  base: "/assets/",
  plugins: [iconSprite()],
  resolve: {
    alias: [
      { find: "~dkfds", replacement: resolve(root, "node_modules/dkfds/dist") },
      {
        find: /^leaflet$/,
        replacement: resolve(root, "node_modules/leaflet/dist/leaflet-src.esm.js"),
      },
    ],
  },
  css: {
    preprocessorOptions: {
      scss: { loadPaths: [resolve(root, "node_modules/dkfds/dist/scss")], quietDeps: true },
    },
  },
  build: {
    outDir: "dist",
    assetsDir: "",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: entries(),
      // Two files that pages share: what every island uses, and the map, which most
      // pages do without.
      output: {
        codeSplitting: {
          groups: [
            { name: "lib", test: /src\/lib\/(api|dom|i18n|live)\.ts|preload-helper/, priority: 2 },
            {
              name: "map",
              test: /leaflet|src\/lib\/(basemap|map)|protomaps|mapbox|pmtiles/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
});
