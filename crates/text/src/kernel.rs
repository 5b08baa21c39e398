//! The arithmetic of the network: 8-bit products with exact sums, and elementwise functions.
//!
//! This is the one place with `unsafe` code. A byte dot product (`vpdpbusd`) makes the network about
//! seven times as fast as what the compiler makes of plain Rust; see `benches/`.
//!
//! A weight is a signed byte times the scale of its row. An activation q in −127…127 is kept as the
//! unsigned byte q + 128, the surplus being taken off by the sum that each column begins with.

mod lanes;

use lanes::{COLUMNS, LANES, Lanes, ROWS, Scalar};

/// Columns of a matrix are computed so many at a time.
pub(crate) const COLUMN_BLOCK: usize = COLUMNS;

/// The byte that stands for an activation of zero.
pub(crate) const ZERO: u8 = 128;
/// Activations in −1…1 are multiples of this.
pub(crate) const UNIT: f32 = 1.0 / 127.0;
/// 1.5 · 2²³: adding it rounds to the nearest integer (ties to even), left in the lowest bits.
const ROUND: f32 = 12_582_912.0;
/// As [`ROUND`], the integer being off by [`ZERO`].
const ROUND_BYTE: f32 = ROUND + 128.0;
/// Arguments of [`exp2`] are cut to ±30: a sigmoid is within 10⁻⁹ of its limit there, and products of
/// three such powers stay far from overflow.
const EXP2_LIMIT: f32 = 30.0;

/// The instruction set to compute with. All give the same results to the bit.
///
/// Only obtained for instruction sets that the processor has, which makes [`Simd::run`] sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Simd(Level);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Scalar,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Simd {
    /// The fastest that this processor has.
    pub(crate) fn detect() -> Self {
        Self::supported().last().copied().unwrap_or(Self(Level::Scalar))
    }

    /// All that this processor has, the fastest last.
    pub(crate) fn supported() -> Vec<Self> {
        let mut all = vec![Self(Level::Scalar)];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                all.push(Self(Level::Avx2));
            }
            let avx512 = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq");
            if avx512 && is_x86_feature_detected!("avx512vnni") {
                all.push(Self(Level::Avx512));
            }
        }
        all
    }

    fn run<K: Kernel>(self, kernel: K) {
        match self.0 {
            // SAFETY: plain Rust runs everywhere.
            Level::Scalar => unsafe { kernel.run::<Scalar>() },
            // SAFETY: the value exists only where the processor has AVX2.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => unsafe { run_avx2(kernel) },
            // SAFETY: the value exists only where the processor has AVX-512 with VNNI.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => unsafe { run_avx512(kernel) },
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn run_avx2<K: Kernel>(kernel: K) {
    // SAFETY: the caller has checked for AVX2.
    unsafe { kernel.run::<lanes::Avx2>() }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vnni")]
fn run_avx512<K: Kernel>(kernel: K) {
    // SAFETY: the caller has checked for AVX-512 with VNNI.
    unsafe { kernel.run::<lanes::Avx512>() }
}

/// A computation written once for all instruction sets. `run` must be `#[inline(always)]`, to be
/// compiled for the instruction set of the function that calls it.
trait Kernel {
    /// # Safety
    /// The processor must have the instruction set of `L`.
    unsafe fn run<L: Lanes>(self);
}

/// Bytes as signed bytes.
pub(crate) fn signed(bytes: &[u8]) -> &[i8] {
    // SAFETY: both types have the same size and alignment, and every bit pattern is a value of either.
    unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len()) }
}

/// Sixty-four weights, aligned to a cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line([i8; 64]);

/// A matrix of 8-bit weights in blocks of 64 columns: for every four places, those of column 0, of
/// column 1, … (what a byte dot product takes). Missing columns and places are zero.
pub(crate) struct Matrix {
    lines: Vec<Line>,
    /// What each column's sum begins with: −128 times the sum of its weights.
    initial: Vec<i32>,
    /// Scale of each column.
    scale: Vec<f32>,
    /// Addend of each column.
    bias: Vec<f32>,
    quads: usize,
    blocks: usize,
}

/// One column of a matrix: its weights, their scale, and the addend.
#[derive(Clone, Copy)]
pub(crate) struct Column<'a> {
    pub(crate) weights: &'a [i8],
    pub(crate) scale: f32,
    pub(crate) bias: f32,
}

impl Matrix {
    /// Packs `columns` columns of `places` weights; where `column` gives none, the column is zero.
    pub(crate) fn pack<'a>(
        columns: usize,
        places: usize,
        column: impl Fn(usize) -> Option<Column<'a>>,
    ) -> Self {
        let (blocks, quads) = (columns.div_ceil(COLUMNS), places.div_ceil(4));
        let mut matrix = Self {
            lines: vec![Line([0; 64]); blocks * quads * 4],
            initial: vec![0; blocks * COLUMNS],
            scale: vec![0.0; blocks * COLUMNS],
            bias: vec![0.0; blocks * COLUMNS],
            quads,
            blocks,
        };
        for c in 0..columns {
            let Some(column) = column(c) else { continue };
            let (block, vector, lane) = (c / COLUMNS, c % COLUMNS / LANES, c % LANES);
            let first = block * quads * 4 + vector;
            for (quad, weights) in column.weights.chunks(4).take(quads).enumerate() {
                matrix.lines[first + 4 * quad].0[4 * lane..4 * lane + weights.len()].copy_from_slice(weights);
            }
            matrix.initial[c] =
                -i32::from(ZERO) * column.weights.iter().take(4 * quads).map(|&w| i32::from(w)).sum::<i32>();
            matrix.scale[c] = column.scale;
            matrix.bias[c] = column.bias;
        }
        matrix
    }

    /// Columns with those that fill the last block.
    pub(crate) fn width(&self) -> usize {
        self.blocks * COLUMNS
    }

    /// Bytes that a row of activations must have.
    pub(crate) fn depth(&self) -> usize {
        self.quads * 4
    }

    /// # Safety
    /// `block` must be less than the number of blocks.
    #[inline(always)]
    unsafe fn block(&self, block: usize) -> (*const i8, *const i32) {
        // SAFETY: the vectors hold that many blocks (see `pack`).
        unsafe {
            (
                self.lines.as_ptr().add(block * self.quads * 4).cast(),
                self.initial.as_ptr().add(block * COLUMNS),
            )
        }
    }
}

/// 2 to the power of each lane, to a relative error of 4 · 10⁻⁶, a thousandth of what an activation of
/// 8 bits resolves; arguments are cut to ±30.
#[inline(always)]
unsafe fn exp2<L: Lanes>(x: L::F) -> L::F {
    // Minimax polynomial for 2^r, |r| ≤ ½.
    const P: [f32; 5] = [0.999_999_3, 0.693_121_8, 0.240_247_44, 0.055_917_86, 0.009_570_102];
    // SAFETY: the processor has the instruction set (contract of the caller).
    unsafe {
        let x = L::clamp(x, EXP2_LIMIT);
        let t = L::add(x, L::splat(ROUND));
        let r = L::sub(x, L::sub(t, L::splat(ROUND)));
        let mut p = L::splat(P[4]);
        for i in (0..4).rev() {
            p = L::fma(p, r, L::splat(P[i]));
        }
        L::add_exponent(p, t)
    }
}

/// Calls a function for `$rows` in groups of at most [`ROWS`] of about the same size, the size being a
/// constant for the compiler.
macro_rules! in_groups {
    ($rows:expr, |$group:ident, $R:ident| $body:expr) => {{
        let mut rest = $rows;
        while !rest.is_empty() {
            let groups = rest.len().div_ceil(ROWS);
            let (head, tail) = rest.split_at(rest.len().div_ceil(groups));
            rest = tail;
            let size = head.len();
            let $group = head;
            match size {
                1 => {
                    const $R: usize = 1;
                    $body
                }
                2 => {
                    const $R: usize = 2;
                    $body
                }
                3 => {
                    const $R: usize = 3;
                    $body
                }
                4 => {
                    const $R: usize = 4;
                    $body
                }
                5 => {
                    const $R: usize = 5;
                    $body
                }
                _ => {
                    const $R: usize = 6;
                    $body
                }
            }
        }
    }};
}

/// −log₂ e: the gates' sums are kept as exponents of 2, which saves a product each.
const SIGMOID_EXPONENT: f32 = -std::f32::consts::LOG2_E;
/// −2 log₂ e, likewise for the hyperbolic tangent.
const TANH_EXPONENT: f32 = 2.0 * SIGMOID_EXPONENT;

/// The weights of one LSTM layer, the four gates of 16 units side by side in a block.
pub(crate) struct Lstm {
    input: Matrix,
    recurrent: Matrix,
    units: usize,
}

impl Lstm {
    /// Packs a layer of `units` units, a multiple of 16. `input` and `recurrent` give the column of
    /// a gate and unit, the former's bias being the sum of both; gates in the order input, forget,
    /// cell, output.
    pub(crate) fn pack<'a>(
        units: usize,
        places: usize,
        input: impl Fn(usize, usize) -> Column<'a>,
        recurrent: impl Fn(usize, usize) -> Column<'a>,
    ) -> Self {
        let units = units / LANES * LANES;
        let gate = |c: usize| (c % COLUMNS / LANES, c / COLUMNS * LANES + c % LANES);
        let exponent = |gate: usize, column: Column<'a>, unit: f32| {
            let factor = if gate == 2 { TANH_EXPONENT } else { SIGMOID_EXPONENT };
            Column { scale: column.scale * unit * factor, bias: column.bias * factor, ..column }
        };
        Self {
            input: Matrix::pack(4 * units, places, |c| {
                let (g, u) = gate(c);
                Some(exponent(g, input(g, u), 1.0))
            }),
            recurrent: Matrix::pack(4 * units, units, |c| {
                let (g, u) = gate(c);
                Some(exponent(g, recurrent(g, u), UNIT))
            }),
            units,
        }
    }

    pub(crate) fn units(&self) -> usize {
        self.units
    }
}

/// One token of one lane in a step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn {
    /// Row of the token.
    pub(crate) token: u32,
    /// Row of the token that the lane saw before it; the row after the last, which is all zero, if
    /// it is the first of its sentence.
    pub(crate) previous: u32,
    /// Row of the lane's cell states.
    pub(crate) lane: u32,
}

/// What else becomes of a layer's states.
pub(crate) enum Beside<'a> {
    /// Nothing.
    Nothing,
    /// They are kept as they are, a row a token.
    Keep(&'a mut [f32]),
    /// With those of the layer below they make the rows of `out`, from `first` on, of `stride` bytes:
    /// `kept · factors[0] + state · factors[1]`, rounded.
    Blend { kept: &'a [f32], factors: [f32; 2], out: &'a mut [u8], stride: usize, first: usize },
}

/// Runs one LSTM layer over steps, in each of which up to a few tokens of different sentences take
/// their turn together.
pub(crate) struct LstmRun<'a> {
    pub(crate) layer: &'a Lstm,
    /// The turns of all steps.
    pub(crate) turns: &'a [Turn],
    /// Where each step ends in `turns`.
    pub(crate) steps: &'a [u32],
    /// Input rows.
    pub(crate) x: &'a [u8],
    pub(crate) x_stride: usize,
    /// Scale of each input row, or one of all.
    pub(crate) x_scale: &'a [f32],
    /// States in and out: rows of `h_stride` bytes, the layer's from `h_first` on.
    pub(crate) h: &'a mut [u8],
    pub(crate) h_stride: usize,
    pub(crate) h_first: usize,
    /// Number of tokens; row `tokens` of `h` is all zero.
    pub(crate) tokens: usize,
    /// Cell states, a row a lane.
    pub(crate) cells: &'a mut [f32],
    pub(crate) beside: Beside<'a>,
}

impl LstmRun<'_> {
    /// Runs the layer.
    ///
    /// # Panics
    /// Where a buffer is too small for the turns; the callers size them.
    pub(crate) fn run(mut self, simd: Simd) {
        let units = self.layer.units;
        let lanes = self.cells.len() / units.max(1);
        assert!(self.turns.iter().all(|t| (t.token as usize) < self.tokens
            && t.previous as usize <= self.tokens
            && (t.lane as usize) < lanes));
        assert!(self.layer.input.depth() <= self.x_stride && self.tokens * self.x_stride <= self.x.len());
        assert!(self.x_scale.len() == 1 || self.x_scale.len() >= self.tokens);
        assert!(self.h_first + units <= self.h_stride && (self.tokens + 1) * self.h_stride <= self.h.len());
        match &mut self.beside {
            Beside::Nothing => {}
            Beside::Keep(kept) => assert!(self.tokens * units <= kept.len()),
            Beside::Blend { kept, out, stride, first, .. } => {
                assert!(
                    self.tokens * units <= kept.len()
                        && *first + units <= *stride
                        && self.tokens * *stride <= out.len()
                );
            }
        }
        simd.run(self);
    }

    /// Sixteen units of up to six turns.
    ///
    /// # Safety
    /// The processor has the instruction set, `turns` are `R` of `self.turns`, `block` is a block of
    /// the layer, and `run` has checked the buffers.
    #[inline(always)]
    unsafe fn group<L: Lanes, const R: usize>(&mut self, turns: &[Turn], block: usize) {
        // SAFETY: `run` has checked that rows of all turns lie in the buffers; a block is 16 units.
        unsafe {
            let layer = self.layer;
            let unit = block * LANES;
            let (weights, initial) = layer.input.block(block);
            let x: [*const u8; R] =
                std::array::from_fn(|r| self.x.as_ptr().add(turns[r].token as usize * self.x_stride));
            let from_input = L::tile::<R>(x, weights, layer.input.quads, initial);
            let (weights, initial) = layer.recurrent.block(block);
            let h: [*const u8; R] = std::array::from_fn(|r| {
                self.h.as_ptr().add(turns[r].previous as usize * self.h_stride + self.h_first)
            });
            let from_state = L::tile::<R>(h, weights, layer.recurrent.quads, initial);
            for r in 0..R {
                let token = turns[r].token as usize;
                let one = L::splat(1.0);
                let x_scale = L::splat(if self.x_scale.len() == 1 {
                    self.x_scale[0]
                } else {
                    *self.x_scale.get_unchecked(token)
                });
                let mut gates = [one; 4];
                for v in 0..4 {
                    let column = block * COLUMNS + v * LANES;
                    let input_scale = L::mul(x_scale, L::load(layer.input.scale.as_ptr().add(column)));
                    let state_scale = L::load(layer.recurrent.scale.as_ptr().add(column));
                    let sum = L::fma(
                        L::to_float(from_state[r][v]),
                        state_scale,
                        L::load(layer.input.bias.as_ptr().add(column)),
                    );
                    gates[v] = exp2::<L>(L::fma(L::to_float(from_input[r][v]), input_scale, sum));
                }
                let [i, f, g, o] = gates;
                // With i = e^−x the sigmoid is 1 / (1 + i), with g = e^−2x the tangent (1 − g) / (1 + g):
                // c' = c / (1 + f) + (1 − g) / ((1 + i)(1 + g)), over one denominator.
                let cell = self.cells.as_mut_ptr().add(turns[r].lane as usize * layer.units + unit);
                let old =
                    if turns[r].previous as usize == self.tokens { L::splat(0.0) } else { L::load(cell) };
                let (f1, ig) = (L::add(one, f), L::mul(L::add(one, i), L::add(one, g)));
                let new = L::div(L::fma(old, ig, L::mul(L::sub(one, g), f1)), L::mul(f1, ig));
                L::store(cell, new);
                let c = exp2::<L>(L::mul(new, L::splat(TANH_EXPONENT)));
                let state = L::div(L::sub(one, c), L::mul(L::add(one, o), L::add(one, c)));
                let byte = L::fma(state, L::splat(127.0), L::splat(ROUND_BYTE));
                L::store_low_bytes(
                    self.h.as_mut_ptr().add(token * self.h_stride + self.h_first + unit),
                    byte,
                );
                match &mut self.beside {
                    Beside::Nothing => {}
                    Beside::Keep(kept) => L::store(kept.as_mut_ptr().add(token * layer.units + unit), state),
                    Beside::Blend { kept, factors, out, stride, first } => {
                        let below = L::mul(
                            L::load(kept.as_ptr().add(token * layer.units + unit)),
                            L::splat(factors[0]),
                        );
                        let byte = L::add(L::fma(state, L::splat(factors[1]), below), L::splat(ROUND_BYTE));
                        L::store_low_bytes(out.as_mut_ptr().add(token * *stride + *first + unit), byte);
                    }
                }
            }
        }
    }
}

impl Kernel for LstmRun<'_> {
    #[inline(always)]
    unsafe fn run<L: Lanes>(mut self) {
        let (turns, steps) = (self.turns, self.steps);
        let mut start = 0;
        for &end in steps {
            let Some(step) = turns.get(start..end as usize) else {
                return;
            };
            start = end as usize;
            for block in 0..self.layer.units / LANES {
                // SAFETY: contract of this method; the group is part of the turns.
                in_groups!(step, |group, R| unsafe { self.group::<L, R>(group, block) });
            }
        }
    }
}

/// A linear layer over rows of activations, in full precision out: `out = x · W + b`.
pub(crate) struct Linear<'a> {
    pub(crate) matrix: &'a Matrix,
    /// Rows of activations.
    pub(crate) x: &'a [u8],
    pub(crate) x_stride: usize,
    /// Scale of each row, or one of all.
    pub(crate) x_scale: &'a [f32],
    /// How many rows there are.
    pub(crate) rows: usize,
    /// Rows of [`Matrix::width`] values.
    pub(crate) out: &'a mut [f32],
    /// Smaller results are raised to this: 0 for a rectifier, else −∞.
    pub(crate) floor: f32,
}

impl Linear<'_> {
    /// Runs the layer.
    ///
    /// # Panics
    /// Where a buffer is too small; the callers size them.
    pub(crate) fn run(self, simd: Simd) {
        assert!(self.matrix.depth() <= self.x_stride);
        assert!(self.rows == 0 || (self.rows - 1) * self.x_stride + self.matrix.depth() <= self.x.len());
        assert!(self.x_scale.len() == 1 || self.x_scale.len() >= self.rows);
        assert!(self.rows * self.matrix.width() <= self.out.len());
        simd.run(self);
    }

    /// # Safety
    /// As for [`LstmRun::group`].
    #[inline(always)]
    unsafe fn group<L: Lanes, const R: usize>(&mut self, first: usize, block: usize) {
        // SAFETY: `run` has checked the buffers.
        unsafe {
            let (weights, initial) = self.matrix.block(block);
            let x: [*const u8; R] = std::array::from_fn(|r| self.x.as_ptr().add((first + r) * self.x_stride));
            let sums = L::tile::<R>(x, weights, self.matrix.quads, initial);
            for r in 0..R {
                let x_scale = if self.x_scale.len() == 1 {
                    self.x_scale[0]
                } else {
                    *self.x_scale.get_unchecked(first + r)
                };
                for v in 0..4 {
                    let column = block * COLUMNS + v * LANES;
                    let scale = L::mul(L::splat(x_scale), L::load(self.matrix.scale.as_ptr().add(column)));
                    let value = L::fma(
                        L::to_float(sums[r][v]),
                        scale,
                        L::load(self.matrix.bias.as_ptr().add(column)),
                    );
                    L::store(
                        self.out.as_mut_ptr().add((first + r) * self.matrix.width() + column),
                        L::max(value, L::splat(self.floor)),
                    );
                }
            }
        }
    }
}

/// `0..rows` as a thing to cut groups from.
struct Rows(std::ops::Range<usize>);

impl Rows {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    fn len(&self) -> usize {
        self.0.len()
    }
    fn split_at(&self, n: usize) -> (Self, Self) {
        let middle = self.0.start + n;
        (Self(self.0.start..middle), Self(middle..self.0.end))
    }
}

impl Kernel for Linear<'_> {
    #[inline(always)]
    unsafe fn run<L: Lanes>(mut self) {
        for block in 0..self.matrix.blocks {
            // SAFETY: contract of this method.
            in_groups!(Rows(0..self.rows), |group, R| unsafe { self.group::<L, R>(group.0.start, block) });
        }
    }
}

/// Scores of the relations between dependents and their chosen heads, bilinear with a constant 1 at
/// the end of both sides (Dozat & Manning 2017, equation 3).
///
/// The matrix has for every place of the head's side a column for each relation, padded to whole
/// blocks; the last place is the constant 1.
pub(crate) struct Relations<'a> {
    pub(crate) matrix: &'a Matrix,
    /// Rows of the dependents' side.
    pub(crate) dependents: &'a [u8],
    pub(crate) stride: usize,
    pub(crate) scale: &'a [f32],
    /// Rows of the heads' side.
    pub(crate) heads: &'a [f32],
    /// The head's row of each dependent.
    pub(crate) chosen: &'a [u32],
    /// Places of the head's side, without the constant.
    pub(crate) places: usize,
    /// Rows of `matrix.width() / (places + 1)` scores.
    pub(crate) out: &'a mut [f32],
}

impl Relations<'_> {
    /// Scores the relations.
    ///
    /// # Panics
    /// Where a buffer is too small; the callers size them.
    pub(crate) fn run(self, simd: Simd) {
        let rows = self.chosen.len();
        assert!(
            self.matrix.depth() <= self.stride
                && rows * self.stride <= self.dependents.len()
                && rows <= self.scale.len()
        );
        assert!(self.matrix.blocks.is_multiple_of(self.places + 1));
        assert!(rows * (self.matrix.width() / (self.places + 1)) <= self.out.len());
        assert!(self.chosen.iter().all(|&h| (h as usize + 1) * self.places <= self.heads.len()));
        simd.run(self);
    }

    /// # Safety
    /// As for [`LstmRun::group`].
    #[inline(always)]
    unsafe fn group<L: Lanes, const R: usize>(&mut self, first: usize) {
        // SAFETY: `run` has checked the buffers.
        unsafe {
            let per_place = self.matrix.blocks / (self.places + 1);
            let x: [*const u8; R] =
                std::array::from_fn(|r| self.dependents.as_ptr().add((first + r) * self.stride));
            for part in 0..per_place {
                let mut scores = [[L::splat(0.0); 4]; R];
                for place in 0..=self.places {
                    let block = place * per_place + part;
                    let (weights, initial) = self.matrix.block(block);
                    let sums = L::tile::<R>(x, weights, self.matrix.quads, initial);
                    for r in 0..R {
                        let scale = L::splat(*self.scale.get_unchecked(first + r));
                        let head = if place == self.places {
                            1.0
                        } else {
                            *self.heads.get_unchecked(
                                *self.chosen.get_unchecked(first + r) as usize * self.places + place,
                            )
                        };
                        for v in 0..4 {
                            let column = block * COLUMNS + v * LANES;
                            let scale = L::mul(scale, L::load(self.matrix.scale.as_ptr().add(column)));
                            let value = L::fma(
                                L::to_float(sums[r][v]),
                                scale,
                                L::load(self.matrix.bias.as_ptr().add(column)),
                            );
                            scores[r][v] = L::fma(value, L::splat(head), scores[r][v]);
                        }
                    }
                }
                for r in 0..R {
                    for v in 0..4 {
                        let column = part * COLUMNS + v * LANES;
                        L::store(
                            self.out.as_mut_ptr().add((first + r) * per_place * COLUMNS + column),
                            scores[r][v],
                        );
                    }
                }
            }
        }
    }
}

impl Kernel for Relations<'_> {
    #[inline(always)]
    unsafe fn run<L: Lanes>(mut self) {
        // SAFETY: contract of this method.
        in_groups!(Rows(0..self.chosen.len()), |group, R| unsafe { self.group::<L, R>(group.0.start) });
    }
}

/// Products of rows with columns, all in full precision: `out = a · b`.
pub(crate) struct Products<'a> {
    /// Rows of `stride` values, of which the first `places` count.
    pub(crate) a: &'a [f32],
    pub(crate) stride: usize,
    pub(crate) places: usize,
    pub(crate) rows: usize,
    /// `places` rows of `width` values, a multiple of 16.
    pub(crate) b: &'a [f32],
    pub(crate) width: usize,
    /// Rows of `width` values.
    pub(crate) out: &'a mut [f32],
}

impl Products<'_> {
    /// Multiplies.
    ///
    /// # Panics
    /// Where a buffer is too small; the callers size them.
    pub(crate) fn run(self, simd: Simd) {
        assert!(self.width.is_multiple_of(LANES) && self.places <= self.stride);
        assert!(self.rows * self.stride <= self.a.len() && self.places * self.width <= self.b.len());
        assert!(self.rows * self.width <= self.out.len());
        simd.run(self);
    }

    /// # Safety
    /// As for [`LstmRun::group`].
    #[inline(always)]
    unsafe fn group<L: Lanes, const R: usize>(&mut self, first: usize) {
        // SAFETY: `run` has checked the buffers.
        unsafe {
            for column in (0..self.width).step_by(LANES) {
                let mut sums = [L::splat(0.0); R];
                for place in 0..self.places {
                    let b = L::load(self.b.as_ptr().add(place * self.width + column));
                    for r in 0..R {
                        let a = L::splat(*self.a.get_unchecked((first + r) * self.stride + place));
                        sums[r] = L::fma(a, b, sums[r]);
                    }
                }
                for r in 0..R {
                    L::store(self.out.as_mut_ptr().add((first + r) * self.width + column), sums[r]);
                }
            }
        }
    }
}

impl Kernel for Products<'_> {
    #[inline(always)]
    unsafe fn run<L: Lanes>(mut self) {
        // SAFETY: contract of this method.
        in_groups!(Rows(0..self.rows), |group, R| unsafe { self.group::<L, R>(group.0.start) });
    }
}

/// Turns each `width` values, a multiple of 16, into bytes and the scale they are multiples of: the
/// largest magnitude over 127.
pub(crate) struct Quantise<'a> {
    /// Rows of `stride` values, of which `width` from `first` on count.
    pub(crate) values: &'a [f32],
    pub(crate) stride: usize,
    pub(crate) first: usize,
    pub(crate) width: usize,
    /// Rows of `width` bytes.
    pub(crate) bytes: &'a mut [u8],
    /// One value a row; their number is the number of rows.
    pub(crate) scale: &'a mut [f32],
}

impl Quantise<'_> {
    /// Quantises.
    ///
    /// # Panics
    /// Where a buffer is too small; the callers size them.
    pub(crate) fn run(self, simd: Simd) {
        assert!(self.width.is_multiple_of(LANES) && self.first + self.width <= self.stride);
        assert!(
            self.scale.len() * self.stride <= self.values.len()
                && self.scale.len() * self.width <= self.bytes.len()
        );
        simd.run(self);
    }
}

impl Kernel for Quantise<'_> {
    #[inline(always)]
    unsafe fn run<L: Lanes>(self) {
        for (row, scale) in self.scale.iter_mut().enumerate() {
            // SAFETY: the public `run` has checked the buffers.
            unsafe {
                let values = self.values.as_ptr().add(row * self.stride + self.first);
                let bytes = self.bytes.as_mut_ptr().add(row * self.width);
                let mut largest = L::splat(0.0);
                for i in (0..self.width).step_by(LANES) {
                    let value = L::load(values.add(i));
                    largest = L::max(largest, L::max(value, L::sub(L::splat(0.0), value)));
                }
                let mut lanes = [0.0_f32; LANES];
                L::store(lanes.as_mut_ptr(), largest);
                let largest = lanes.iter().fold(0.0_f32, |a, &b| if b > a { b } else { a });
                *scale = largest / 127.0;
                // A row of zeros, or of values too small to be divided by, is all zero.
                let factor = if *scale > f32::MIN_POSITIVE { 127.0 / largest } else { 0.0 };
                for i in (0..self.width).step_by(LANES) {
                    let value = L::fma(L::load(values.add(i)), L::splat(factor), L::splat(ROUND_BYTE));
                    L::store_low_bytes(bytes.add(i), value);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
