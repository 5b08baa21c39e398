// One small script, as a program and not as a module, so that one file is all.
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    outDir: "../crates/server/assets",
    emptyOutDir: false,
    target: "es2022",
    minify: "esbuild",
    lib: { entry: "src/page.ts", formats: ["iife"], name: "page", fileName: () => "page.js" },
  },
  logLevel: "warn",
});
