//! Sixteen lanes of arithmetic, three times over: AVX-512 with VNNI, AVX2, and plain Rust.
//!
//! A kernel is written once over [`Lanes`] and compiled three times. The three give the same bits:
//! integer sums are exact, and every floating-point operation is one that IEEE 754 defines to the last
//! bit, in the order of the source. A fused multiply-add is one of these; it is asked for by name,
//! and nowhere left to the compiler.

/// Lanes of one vector.
pub(crate) const LANES: usize = 16;
/// Columns that a tile computes together: four vectors, for an LSTM its four gates.
pub(crate) const COLUMNS: usize = 4 * LANES;
/// Rows that a tile computes together at most: 6 × 4 sums and four weights fit in 32 registers.
pub(crate) const ROWS: usize = 6;

/// Vector operations of one instruction set.
///
/// # Safety
/// The processor must have the instruction set, and pointers must be valid for what is accessed
/// through them: 16 values for `load*` and `store`, 16 bytes for `store_low_bytes`, and for `tile`
/// what it says there. Alignment is never required.
pub(super) trait Lanes {
    /// Sixteen `f32`.
    type F: Copy;
    /// Sixteen `i32`.
    type I: Copy;

    unsafe fn splat(x: f32) -> Self::F;
    unsafe fn load(from: *const f32) -> Self::F;
    unsafe fn store(to: *mut f32, x: Self::F);
    unsafe fn add(a: Self::F, b: Self::F) -> Self::F;
    unsafe fn sub(a: Self::F, b: Self::F) -> Self::F;
    unsafe fn mul(a: Self::F, b: Self::F) -> Self::F;
    unsafe fn div(a: Self::F, b: Self::F) -> Self::F;
    /// `a · b + c`, rounded once.
    unsafe fn fma(a: Self::F, b: Self::F, c: Self::F) -> Self::F;
    /// `if a > b { a } else { b }`.
    unsafe fn max(a: Self::F, b: Self::F) -> Self::F;
    /// Cuts magnitudes at `limit`; what is no number may become anything.
    unsafe fn clamp(x: Self::F, limit: f32) -> Self::F;
    /// Adds the low bits of `t` to the exponent of `p`.
    unsafe fn add_exponent(p: Self::F, t: Self::F) -> Self::F;
    /// Stores the lowest byte of the bits of each lane.
    unsafe fn store_low_bytes(to: *mut u8, x: Self::F);
    unsafe fn to_float(x: Self::I) -> Self::F;

    /// Products of `R` rows of unsigned bytes with 64 columns of signed bytes, summed over `4 × quads`
    /// places onto `initial`.
    ///
    /// Each row has `4 × quads` bytes, `weights` `256 × quads` bytes (four places of column 0, of
    /// column 1, …) and `initial` 64 values.
    unsafe fn tile<const R: usize>(
        rows: [*const u8; R],
        weights: *const i8,
        quads: usize,
        initial: *const i32,
    ) -> [[Self::I; 4]; R];
}

/// Plain Rust, for any processor.
pub(super) struct Scalar;

impl Lanes for Scalar {
    type F = [f32; LANES];
    type I = [i32; LANES];

    #[inline(always)]
    unsafe fn splat(x: f32) -> Self::F {
        [x; LANES]
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self::F {
        // SAFETY: valid for 16 values (contract of the trait).
        unsafe { from.cast::<Self::F>().read_unaligned() }
    }
    #[inline(always)]
    unsafe fn store(to: *mut f32, x: Self::F) {
        // SAFETY: valid for 16 values (contract of the trait).
        unsafe { to.cast::<Self::F>().write_unaligned(x) }
    }
    #[inline(always)]
    unsafe fn add(a: Self::F, b: Self::F) -> Self::F {
        std::array::from_fn(|i| a[i] + b[i])
    }
    #[inline(always)]
    unsafe fn sub(a: Self::F, b: Self::F) -> Self::F {
        std::array::from_fn(|i| a[i] - b[i])
    }
    #[inline(always)]
    unsafe fn mul(a: Self::F, b: Self::F) -> Self::F {
        std::array::from_fn(|i| a[i] * b[i])
    }
    #[inline(always)]
    unsafe fn div(a: Self::F, b: Self::F) -> Self::F {
        std::array::from_fn(|i| a[i] / b[i])
    }
    #[inline(always)]
    unsafe fn max(a: Self::F, b: Self::F) -> Self::F {
        std::array::from_fn(|i| if a[i] > b[i] { a[i] } else { b[i] })
    }
    #[inline(always)]
    unsafe fn fma(a: Self::F, b: Self::F, c: Self::F) -> Self::F {
        std::array::from_fn(|i| a[i].mul_add(b[i], c[i]))
    }
    #[inline(always)]
    unsafe fn clamp(x: Self::F, limit: f32) -> Self::F {
        x.map(|x| x.clamp(-limit, limit))
    }
    #[inline(always)]
    unsafe fn add_exponent(p: Self::F, t: Self::F) -> Self::F {
        std::array::from_fn(|i| f32::from_bits(p[i].to_bits().wrapping_add(t[i].to_bits() << 23)))
    }
    #[inline(always)]
    unsafe fn store_low_bytes(to: *mut u8, x: Self::F) {
        let bytes: [u8; LANES] = std::array::from_fn(|i| x[i].to_bits() as u8);
        // SAFETY: valid for 16 bytes (contract of the trait).
        unsafe { to.cast::<[u8; LANES]>().write_unaligned(bytes) }
    }
    #[inline(always)]
    unsafe fn to_float(x: Self::I) -> Self::F {
        std::array::from_fn(|i| x[i] as f32)
    }

    #[inline(always)]
    unsafe fn tile<const R: usize>(
        rows: [*const u8; R],
        weights: *const i8,
        quads: usize,
        initial: *const i32,
    ) -> [[Self::I; 4]; R] {
        // SAFETY: every access lies within the lengths that the contract of the trait states.
        unsafe {
            let initial = initial.cast::<[Self::I; 4]>().read_unaligned();
            let mut sums = [initial; R];
            for quad in 0..quads {
                let block = &*weights.add(quad * 4 * COLUMNS).cast::<[[[i8; 4]; LANES]; 4]>();
                for r in 0..R {
                    let a = rows[r].add(4 * quad).cast::<[u8; 4]>().read_unaligned().map(i32::from);
                    for v in 0..4 {
                        for lane in 0..LANES {
                            let w = block[v][lane].map(i32::from);
                            sums[r][v][lane] += a[0] * w[0] + a[1] * w[1] + a[2] * w[2] + a[3] * w[3];
                        }
                    }
                }
            }
            sums
        }
    }
}

/// 512-bit vectors with the byte dot product (`vpdpbusd`).
#[cfg(target_arch = "x86_64")]
pub(super) struct Avx512;

#[cfg(target_arch = "x86_64")]
mod avx512 {
    #[allow(clippy::wildcard_imports, reason = "one short module of nothing but intrinsics")]
    use std::arch::x86_64::*;

    use super::{Avx512, COLUMNS, Lanes};

    // SAFETY of every block: the processor has AVX-512 (F, BW, DQ) with VNNI and pointers are valid for what is
    // accessed through them (contract of the trait).
    impl Lanes for Avx512 {
        type F = __m512;
        type I = __m512i;

        #[inline(always)]
        unsafe fn splat(x: f32) -> __m512 {
            unsafe { _mm512_set1_ps(x) }
        }
        #[inline(always)]
        unsafe fn load(from: *const f32) -> __m512 {
            unsafe { _mm512_loadu_ps(from) }
        }
        #[inline(always)]
        unsafe fn store(to: *mut f32, x: __m512) {
            unsafe { _mm512_storeu_ps(to, x) }
        }
        #[inline(always)]
        unsafe fn add(a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_add_ps(a, b) }
        }
        #[inline(always)]
        unsafe fn sub(a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_sub_ps(a, b) }
        }
        #[inline(always)]
        unsafe fn mul(a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_mul_ps(a, b) }
        }
        #[inline(always)]
        unsafe fn div(a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_div_ps(a, b) }
        }
        #[inline(always)]
        unsafe fn max(a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_max_ps(a, b) }
        }
        #[inline(always)]
        unsafe fn fma(a: __m512, b: __m512, c: __m512) -> __m512 {
            unsafe { _mm512_fmadd_ps(a, b, c) }
        }
        #[inline(always)]
        unsafe fn clamp(x: __m512, limit: f32) -> __m512 {
            // The smaller magnitude with the sign of `x`.
            unsafe { _mm512_range_ps::<0b0010>(x, _mm512_set1_ps(limit)) }
        }
        #[inline(always)]
        unsafe fn add_exponent(p: __m512, t: __m512) -> __m512 {
            unsafe {
                let shifted = _mm512_slli_epi32::<23>(_mm512_castps_si512(t));
                _mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(p), shifted))
            }
        }
        #[inline(always)]
        unsafe fn store_low_bytes(to: *mut u8, x: __m512) {
            unsafe { _mm_storeu_si128(to.cast(), _mm512_cvtepi32_epi8(_mm512_castps_si512(x))) }
        }
        #[inline(always)]
        unsafe fn to_float(x: __m512i) -> __m512 {
            unsafe { _mm512_cvtepi32_ps(x) }
        }

        #[inline(always)]
        unsafe fn tile<const R: usize>(
            rows: [*const u8; R],
            weights: *const i8,
            quads: usize,
            initial: *const i32,
        ) -> [[__m512i; 4]; R] {
            unsafe {
                let start: [__m512i; 4] =
                    std::array::from_fn(|v| _mm512_loadu_si512(initial.add(16 * v).cast()));
                let mut sums = [start; R];
                for quad in 0..quads {
                    let w: [__m512i; 4] = std::array::from_fn(|v| {
                        _mm512_loadu_si512(weights.add(quad * 4 * COLUMNS + 64 * v).cast())
                    });
                    for r in 0..R {
                        let a = _mm512_set1_epi32(rows[r].add(4 * quad).cast::<i32>().read_unaligned());
                        for v in 0..4 {
                            sums[r][v] = _mm512_dpbusd_epi32(sums[r][v], a, w[v]);
                        }
                    }
                }
                sums
            }
        }
    }
}

/// Pairs of 256-bit vectors, with fused multiply-add.
#[cfg(target_arch = "x86_64")]
pub(super) struct Avx2;

#[cfg(target_arch = "x86_64")]
mod avx2 {
    #[allow(clippy::wildcard_imports, reason = "one short module of nothing but intrinsics")]
    use std::arch::x86_64::*;

    use super::{Avx2, COLUMNS, Lanes};

    // SAFETY of every block: the processor has AVX2 with FMA and pointers are valid for what is accessed
    // through them (contract of the trait).
    impl Lanes for Avx2 {
        type F = [__m256; 2];
        type I = [__m256i; 2];

        #[inline(always)]
        unsafe fn splat(x: f32) -> Self::F {
            unsafe { [_mm256_set1_ps(x); 2] }
        }
        #[inline(always)]
        unsafe fn load(from: *const f32) -> Self::F {
            unsafe { [_mm256_loadu_ps(from), _mm256_loadu_ps(from.add(8))] }
        }
        #[inline(always)]
        unsafe fn store(to: *mut f32, x: Self::F) {
            unsafe {
                _mm256_storeu_ps(to, x[0]);
                _mm256_storeu_ps(to.add(8), x[1]);
            }
        }
        #[inline(always)]
        unsafe fn add(a: Self::F, b: Self::F) -> Self::F {
            unsafe { [_mm256_add_ps(a[0], b[0]), _mm256_add_ps(a[1], b[1])] }
        }
        #[inline(always)]
        unsafe fn sub(a: Self::F, b: Self::F) -> Self::F {
            unsafe { [_mm256_sub_ps(a[0], b[0]), _mm256_sub_ps(a[1], b[1])] }
        }
        #[inline(always)]
        unsafe fn mul(a: Self::F, b: Self::F) -> Self::F {
            unsafe { [_mm256_mul_ps(a[0], b[0]), _mm256_mul_ps(a[1], b[1])] }
        }
        #[inline(always)]
        unsafe fn div(a: Self::F, b: Self::F) -> Self::F {
            unsafe { [_mm256_div_ps(a[0], b[0]), _mm256_div_ps(a[1], b[1])] }
        }
        #[inline(always)]
        unsafe fn max(a: Self::F, b: Self::F) -> Self::F {
            unsafe { [_mm256_max_ps(a[0], b[0]), _mm256_max_ps(a[1], b[1])] }
        }
        #[inline(always)]
        unsafe fn fma(a: Self::F, b: Self::F, c: Self::F) -> Self::F {
            unsafe { [_mm256_fmadd_ps(a[0], b[0], c[0]), _mm256_fmadd_ps(a[1], b[1], c[1])] }
        }
        #[inline(always)]
        unsafe fn clamp(x: Self::F, limit: f32) -> Self::F {
            unsafe {
                let (low, high) = (_mm256_set1_ps(-limit), _mm256_set1_ps(limit));
                [_mm256_max_ps(_mm256_min_ps(x[0], high), low), _mm256_max_ps(_mm256_min_ps(x[1], high), low)]
            }
        }
        #[inline(always)]
        unsafe fn add_exponent(p: Self::F, t: Self::F) -> Self::F {
            unsafe {
                std::array::from_fn(|i| {
                    let shifted = _mm256_slli_epi32::<23>(_mm256_castps_si256(t[i]));
                    _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(p[i]), shifted))
                })
            }
        }
        #[inline(always)]
        unsafe fn store_low_bytes(to: *mut u8, x: Self::F) {
            unsafe {
                let low = _mm256_set1_epi32(0xFF);
                let a = _mm256_and_si256(_mm256_castps_si256(x[0]), low);
                let b = _mm256_and_si256(_mm256_castps_si256(x[1]), low);
                // Packing works within 128-bit halves, hence the permutation between the two steps.
                let words = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_packus_epi32(a, b));
                let bytes =
                    _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256::<1>(words));
                _mm_storeu_si128(to.cast(), bytes);
            }
        }
        #[inline(always)]
        unsafe fn to_float(x: Self::I) -> Self::F {
            unsafe { [_mm256_cvtepi32_ps(x[0]), _mm256_cvtepi32_ps(x[1])] }
        }

        #[inline(always)]
        unsafe fn tile<const R: usize>(
            rows: [*const u8; R],
            weights: *const i8,
            quads: usize,
            initial: *const i32,
        ) -> [[Self::I; 4]; R] {
            unsafe {
                let mut sums = [[[_mm256_setzero_si256(); 2]; 4]; R];
                // Eight columns at a time, as AVX2 has but 16 registers. `vpmaddubsw` would saturate:
                // bytes are widened to 16 bits, even and odd places apart.
                for half in 0..8 {
                    let mut column = [_mm256_loadu_si256(initial.add(8 * half).cast()); R];
                    let low = _mm256_set1_epi16(0xFF);
                    for quad in 0..quads {
                        let w = _mm256_loadu_si256(weights.add(quad * 4 * COLUMNS + 32 * half).cast());
                        let even = _mm256_srai_epi16::<8>(_mm256_slli_epi16::<8>(w));
                        let odd = _mm256_srai_epi16::<8>(w);
                        for r in 0..R {
                            let a = _mm256_set1_epi32(rows[r].add(4 * quad).cast::<i32>().read_unaligned());
                            let evens = _mm256_madd_epi16(_mm256_and_si256(a, low), even);
                            let odds = _mm256_madd_epi16(_mm256_srli_epi16::<8>(a), odd);
                            column[r] = _mm256_add_epi32(column[r], _mm256_add_epi32(evens, odds));
                        }
                    }
                    for r in 0..R {
                        sums[r][half / 2][half % 2] = column[r];
                    }
                }
                sums
            }
        }
    }
}
