use super::*;
use crate::testing::Random;

fn floats(random: &mut Random, n: usize) -> Vec<f32> {
    (0..n).map(|_| random.float()).collect()
}

/// The bits of what a computation gives with each instruction set are the same; returns it.
fn same(compute: impl Fn(Simd) -> Vec<f32>) -> Vec<f32> {
    let results: Vec<Vec<f32>> = Simd::supported().into_iter().map(compute).collect();
    let bits = |x: &Vec<f32>| x.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
    assert!(results.windows(2).all(|pair| bits(&pair[0]) == bits(&pair[1])));
    results.into_iter().next().expect("plain Rust")
}

struct Weights {
    bytes: Vec<u8>,
    scale: Vec<f32>,
    bias: Vec<f32>,
    places: usize,
}

impl Weights {
    fn new(random: &mut Random, columns: usize, places: usize) -> Self {
        Self {
            bytes: random.bytes(columns * places),
            scale: floats(random, columns),
            bias: floats(random, columns),
            places,
        }
    }

    fn column(&self, c: usize) -> Column<'_> {
        Column {
            weights: &signed(&self.bytes)[c * self.places..(c + 1) * self.places],
            scale: self.scale[c],
            bias: self.bias[c],
        }
    }
}

#[test]
fn linear_layers_are_exact_for_any_shape() {
    let mut random = Random(1);
    for _ in 0..60 {
        let (rows, places, columns) = (random.below(20), 1 + random.below(300), 1 + random.below(200));
        let weights = Weights::new(&mut random, columns, places);
        let matrix = Matrix::pack(columns, places, |c| Some(weights.column(c)));
        let stride = matrix.depth() + random.below(9);
        let x = random.bytes(rows * stride);
        let scale = floats(&mut random, rows.max(2));
        let found = same(|simd| {
            let mut out = vec![0.0; rows * matrix.width()];
            Linear {
                matrix: &matrix,
                x: &x,
                x_stride: stride,
                x_scale: &scale,
                rows,
                out: &mut out,
                floor: -0.5,
            }
            .run(simd);
            out
        });
        for (row, found) in found.chunks(matrix.width()).enumerate() {
            for (c, &found) in found.iter().take(columns).enumerate() {
                let column = weights.column(c);
                let sum: i32 = column
                    .weights
                    .iter()
                    .zip(&x[row * stride..])
                    .map(|(&w, &x)| i32::from(w) * (i32::from(x) - 128))
                    .sum();
                let value = (sum as f32).mul_add(scale[row] * column.scale, column.bias);
                assert_eq!(found.to_bits(), (if value > -0.5 { value } else { -0.5 }).to_bits());
            }
        }
    }
}

#[test]
fn powers_are_accurate() {
    struct Powers<'a>(&'a mut [f32]);
    impl Kernel for Powers<'_> {
        #[inline(always)]
        unsafe fn run<L: Lanes>(self) {
            for chunk in self.0.chunks_exact_mut(LANES) {
                // SAFETY: a chunk has 16 values.
                unsafe { L::store(chunk.as_mut_ptr(), exp2::<L>(L::load(chunk.as_ptr()))) }
            }
        }
    }
    let x: Vec<f32> = (-32_000..32_000_i16).map(|i| f32::from(i) / 1000.0).collect();
    let found = same(|simd| {
        let mut x = x.clone();
        simd.run(Powers(&mut x));
        x
    });
    for (&x, &found) in x.iter().zip(&found) {
        let expected = f64::from(x.clamp(-30.0, 30.0)).exp2();
        assert!((f64::from(found) / expected - 1.0).abs() < 4e-6, "2^{x} is not {found}");
    }
}

#[test]
fn recurrent_layers_are_the_same_everywhere() {
    let mut random = Random(2);
    for _ in 0..20 {
        let (units, places) = (16 * (1 + random.below(4)), 16 * (1 + random.below(5)));
        let (input, recurrent) =
            (Weights::new(&mut random, 4 * units, places), Weights::new(&mut random, 4 * units, units));
        let small = |column: Column<'_>| column.scale / 127.0;
        let layer = Lstm::pack(
            units,
            places,
            |g, u| Column { scale: small(input.column(g * units + u)), ..input.column(g * units + u) },
            |g, u| Column {
                scale: small(recurrent.column(g * units + u)),
                ..recurrent.column(g * units + u)
            },
        );
        // Lanes that read tokens of their own, in steps of fewer and fewer turns.
        let (lanes, steps) = (1 + random.below(14), 4);
        let (mut turns, mut ends) = (Vec::new(), Vec::new());
        let tokens = lanes * steps;
        for step in 0..steps {
            for lane in 0..lanes.saturating_sub(step).max(1) {
                let token = lane * steps + step;
                let at = |n: usize| u32::try_from(n).expect("small");
                turns.push(Turn {
                    token: at(token),
                    previous: at(if step == 0 { tokens } else { token - 1 }),
                    lane: at(lane),
                });
            }
            ends.push(u32::try_from(turns.len()).expect("small"));
        }
        let x = random.bytes(tokens * places);
        let x_scale = floats(&mut random, tokens);
        same(|simd| {
            let mut h = vec![ZERO; (tokens + 1) * (units + 3)];
            let (mut cells, mut kept, mut blend) =
                (vec![0.0; lanes * units], vec![0.0; tokens * units], vec![0; tokens * (units + 1)]);
            let mut run = |h: &mut [u8], beside: Beside<'_>| {
                LstmRun {
                    layer: &layer,
                    turns: &turns,
                    steps: &ends,
                    x: &x,
                    x_stride: places,
                    x_scale: &x_scale,
                    h,
                    h_stride: units + 3,
                    h_first: 2,
                    tokens,
                    cells: &mut cells,
                    beside,
                }
                .run(simd);
            };
            run(&mut h, Beside::Keep(&mut kept));
            run(
                &mut h,
                Beside::Blend {
                    kept: &kept,
                    factors: [40.0, 80.0],
                    out: &mut blend,
                    stride: units + 1,
                    first: 1,
                },
            );
            run(&mut h, Beside::Nothing);
            assert!(kept.iter().all(|x| x.abs() <= 1.0));
            kept.extend(h.iter().chain(&blend).map(|&b| f32::from(b)));
            kept
        });
    }
}

#[test]
fn products_and_relations_are_the_same_everywhere() {
    let mut random = Random(3);
    for _ in 0..20 {
        let (rows, places, width) = (1 + random.below(30), 1 + random.below(40), 16 * (1 + random.below(4)));
        let (a, b) = (floats(&mut random, rows * places), floats(&mut random, places * width));
        let found = same(|simd| {
            let mut out = vec![0.0; rows * width];
            Products { a: &a, stride: places, places, rows, b: &b, width, out: &mut out }.run(simd);
            out
        });
        let expected: f32 = (0..places).map(|p| a[p] * b[p * width]).sum();
        assert!((found[0] - expected).abs() < 1e-4);

        let relations = 64 * (1 + random.below(2));
        let weights = Weights::new(&mut random, relations * (places + 1), 32);
        let matrix = Matrix::pack(relations * (places + 1), 32, |c| Some(weights.column(c)));
        let x = random.bytes(rows * 32);
        let heads = floats(&mut random, (rows + 1) * places);
        let scale = floats(&mut random, rows);
        let chosen: Vec<u32> =
            (0..rows).map(|_| u32::try_from(random.below(rows + 1)).expect("small")).collect();
        same(|simd| {
            let mut out = vec![0.0; rows * relations];
            Relations {
                matrix: &matrix,
                dependents: &x,
                stride: 32,
                scale: &scale,
                heads: &heads,
                chosen: &chosen,
                places,
                out: &mut out,
            }
            .run(simd);
            out
        });
    }
}

#[test]
fn bytes_are_nearest() {
    let mut random = Random(4);
    for width in [16, 64, 224] {
        let mut values = floats(&mut random, 5 * width);
        values[width..2 * width].fill(0.0);
        values[2 * width..3 * width].iter_mut().for_each(|x| *x *= 1e-40);
        let found = same(|simd| {
            let (mut bytes, mut scale) = (vec![0; 5 * width], vec![0.0; 5]);
            Quantise {
                values: &values,
                stride: width,
                first: 0,
                width,
                bytes: &mut bytes,
                scale: &mut scale,
            }
            .run(simd);
            bytes.iter().enumerate().map(|(i, &b)| (f32::from(b) - 128.0) * scale[i / width]).collect()
        });
        for (row, values) in values.chunks(width).enumerate() {
            let largest = values.iter().fold(0.0_f32, |a, b| a.max(b.abs()));
            for (i, &x) in values.iter().enumerate() {
                assert!((x - found[row * width + i]).abs() <= largest / 253.0 + 1e-30);
            }
        }
    }
}
