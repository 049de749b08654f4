//! A linear-chain conditional random field, trained by stochastic gradient descent with a cumulative L1 penalty
//! (Tsuruoka, Tsujii and Ananiadou, ACL 2009).

use saksi::entity::model::lattice::{LABELS, OUTSIDE, follows};

/// A run of tokens with their features and labels.
#[derive(Clone, Debug)]
pub struct Chain {
    /// Where each token's features begin in [`Data::features`]; one more for the end.
    pub starts: Vec<u32>,
    pub labels: Vec<u8>,
    pub weight: f32,
}

/// All chains.
#[derive(Clone, Debug, Default)]
pub struct Data {
    pub features: Vec<u32>,
    /// For each feature whether it names the word itself, so that it may be dropped.
    pub lexical: Vec<bool>,
    pub chains: Vec<Chain>,
}

#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub epochs: usize,
    pub rate: f32,
    pub decay: f32,
    pub l1: f32,
    /// How often a word's own identity is hidden.
    pub hide: f32,
    pub cutoff: u32,
    /// From which the order of the texts follows.
    pub seed: u64,
}

/// Weights by feature's hash.
pub struct Model {
    /// Hash to place in `rows`; `u32::MAX` is none.
    pub places: Vec<u32>,
    pub hashes: Vec<u32>,
    pub rows: Vec<[f32; LABELS]>,
    pub moves: [f32; LABELS * LABELS],
}

pub const NONE: u32 = u32::MAX;

pub struct Chance(pub u64);
impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n.max(1)
    }
    pub fn part(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }
}

impl Model {
    pub fn scores(&self, features: impl Iterator<Item = u32>) -> [f32; LABELS] {
        let mut sum = [0.0; LABELS];
        for hash in features {
            let place = self.places[hash as usize];
            if place != NONE {
                for (sum, weight) in sum.iter_mut().zip(&self.rows[place as usize]) {
                    *sum += weight;
                }
            }
        }
        sum
    }
}

/// The mean of several trainings, each on the texts in another order, two at a time. What the orders have in common
/// stays; what one of them happened to learn is divided by their number.
pub fn train_several(data: &Data, options: &Options, count: u64) -> Model {
    let seeds: Vec<u64> = (0..count.max(1)).map(|n| options.seed + n).collect();
    let mut models: Vec<Model> = Vec::new();
    for pair in seeds.chunks(2) {
        models.extend(std::thread::scope(|scope| {
            let handles: Vec<_> = pair
                .iter()
                .map(|&seed| scope.spawn(move || train(data, &Options { seed, ..*options })))
                .collect();
            handles.into_iter().filter_map(|handle| handle.join().ok()).collect::<Vec<_>>()
        }));
    }
    let share = 1.0 / models.len() as f32;
    let mut mean = models.swap_remove(0);
    let add = |sum: &mut [f32], other: &[f32]| {
        for (sum, other) in sum.iter_mut().zip(other) {
            *sum += other;
        }
    };
    for model in models {
        add(&mut mean.moves, &model.moves);
        for (sum, other) in mean.rows.iter_mut().zip(&model.rows) {
            add(sum, other);
        }
    }
    mean.moves.iter_mut().for_each(|weight| *weight *= share);
    mean.rows.iter_mut().flatten().for_each(|weight| *weight *= share);
    mean
}

pub fn train(data: &Data, options: &Options) -> Model {
    let mut counts = vec![0u32; 1 << 24];
    for &feature in &data.features {
        counts[feature as usize] += 1;
    }
    let mut places = vec![NONE; 1 << 24];
    let mut hashes = Vec::new();
    for (hash, &count) in counts.iter().enumerate() {
        if count >= options.cutoff {
            places[hash] = hashes.len() as u32;
            hashes.push(hash as u32);
        }
    }
    drop(counts);
    let features: Vec<u32> = data.features.iter().map(|&hash| places[hash as usize]).collect();
    let mut rows = vec![[0f32; LABELS]; hashes.len()];
    let mut paid = vec![[0f32; LABELS]; hashes.len()];
    let mut moves = [0f32; LABELS * LABELS];
    let pairs: Vec<(usize, usize)> = (0..LABELS)
        .flat_map(|from| (0..LABELS).map(move |to| (from, to)))
        .filter(|&(from, to)| follows(from, to))
        .collect();
    let mut order: Vec<u32> = (0..data.chains.len() as u32).collect();
    let mut chance = Chance(options.seed);
    let mut owed = 0f32;
    let n = data.chains.len() as f32;
    let mut steps = 0f32;
    let (mut alpha, mut beta, mut emit): (Vec<[f32; LABELS]>, Vec<[f32; LABELS]>, Vec<[f32; LABELS]>) =
        (Vec::new(), Vec::new(), Vec::new());
    let mut kept: Vec<u32> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    for epoch in 0..options.epochs {
        for at in (1..order.len()).rev() {
            order.swap(at, chance.below(at + 1));
        }
        let mut loss = 0f64;
        for &number in &order {
            let chain = &data.chains[number as usize];
            let len = chain.labels.len();
            let rate = options.rate * options.decay.powf(steps / n);
            steps += 1.0;
            owed += rate * options.l1 / n;
            emit.clear();
            kept.clear();
            ends.clear();
            for token in 0..len {
                let range = chain.starts[token] as usize..chain.starts[token + 1] as usize;
                let hide = options.hide > 0.0 && chance.part() < options.hide;
                let mut sum = [0f32; LABELS];
                for at in range {
                    let place = features[at];
                    if place == NONE || hide && data.lexical[at] {
                        continue;
                    }
                    kept.push(place);
                    for (sum, weight) in sum.iter_mut().zip(&rows[place as usize]) {
                        *sum += weight;
                    }
                }
                ends.push(kept.len());
                emit.push(sum);
            }
            // Forward and backward in log space; both ends are outside.
            alpha.clear();
            beta.clear();
            alpha.resize(len, [f32::NEG_INFINITY; LABELS]);
            beta.resize(len, [f32::NEG_INFINITY; LABELS]);
            for token in 0..len {
                let mut top = [f32::NEG_INFINITY; LABELS];
                let mut sums = [0f32; LABELS];
                for &(from, to) in &pairs {
                    let value = reached(&alpha, token, from) + moves[from * LABELS + to];
                    if value > top[to] {
                        top[to] = value;
                    }
                }
                for &(from, to) in &pairs {
                    let value = reached(&alpha, token, from) + moves[from * LABELS + to];
                    if value > f32::NEG_INFINITY {
                        sums[to] += (value - top[to]).exp();
                    }
                }
                for to in 0..LABELS {
                    alpha[token][to] = if sums[to] > 0.0 {
                        top[to] + sums[to].ln() + emit[token][to]
                    } else {
                        f32::NEG_INFINITY
                    };
                }
            }
            for label in 0..LABELS {
                beta[len - 1][label] =
                    if follows(label, OUTSIDE) { moves[label * LABELS + OUTSIDE] } else { f32::NEG_INFINITY };
            }
            for token in (0..len - 1).rev() {
                let mut top = [f32::NEG_INFINITY; LABELS];
                let mut sums = [0f32; LABELS];
                for &(from, to) in &pairs {
                    let value = moves[from * LABELS + to] + emit[token + 1][to] + beta[token + 1][to];
                    if value > top[from] {
                        top[from] = value;
                    }
                }
                for &(from, to) in &pairs {
                    let value = moves[from * LABELS + to] + emit[token + 1][to] + beta[token + 1][to];
                    if value > f32::NEG_INFINITY {
                        sums[from] += (value - top[from]).exp();
                    }
                }
                for from in 0..LABELS {
                    beta[token][from] =
                        if sums[from] > 0.0 { top[from] + sums[from].ln() } else { f32::NEG_INFINITY };
                }
            }
            let mut top = f32::NEG_INFINITY;
            for label in 0..LABELS {
                top = top.max(alpha[len - 1][label] + beta[len - 1][label]);
            }
            let total = top
                + (0..LABELS)
                    .map(|label| (alpha[len - 1][label] + beta[len - 1][label] - top).exp())
                    .sum::<f32>()
                    .ln();
            let step = rate * chain.weight;
            let mut gold = 0.0;
            let mut moved = [0f32; LABELS * LABELS];
            let mut from_kept = 0;
            for token in 0..len {
                let mut change = [0f32; LABELS];
                for label in 0..LABELS {
                    let value = alpha[token][label] + beta[token][label];
                    if value > f32::NEG_INFINITY {
                        change[label] = -step * (value - total).exp();
                    }
                }
                let own = chain.labels[token] as usize;
                change[own] += step;
                gold += emit[token][own];
                let mut any = 0f32;
                for value in change {
                    any = any.max(value.abs());
                }
                if any > 1e-6 {
                    for &place in &kept[from_kept..ends[token]] {
                        let row = &mut rows[place as usize];
                        let paid = &mut paid[place as usize];
                        for label in 0..LABELS {
                            let half = row[label] + change[label];
                            let new = if half > 0.0 {
                                (half - (owed + paid[label])).max(0.0)
                            } else {
                                (half + (owed - paid[label])).min(0.0)
                            };
                            paid[label] += new - half;
                            row[label] = new;
                        }
                    }
                }
                from_kept = ends[token];
                // Moves, not penalised.
                for &(from, to) in &pairs {
                    let value = reached(&alpha, token, from)
                        + moves[from * LABELS + to]
                        + emit[token][to]
                        + beta[token][to];
                    if value > f32::NEG_INFINITY {
                        let p = (value - total).exp();
                        if p > 1e-6 {
                            moved[from * LABELS + to] -= step * p;
                        }
                    }
                }
                let from = if token == 0 { OUTSIDE } else { chain.labels[token - 1] as usize };
                gold += moves[from * LABELS + own];
                moved[from * LABELS + own] += step;
            }
            let last = chain.labels[len - 1] as usize;
            gold += moves[last * LABELS + OUTSIDE];
            for (weight, change) in moves.iter_mut().zip(&moved) {
                *weight += 0.2 * change;
            }
            loss += f64::from(total - gold) * f64::from(chain.weight);
        }
        if epoch + 1 == options.epochs || std::env::var_os("LOSS").is_some() {
            let alive = rows.iter().filter(|row| row.iter().any(|&weight| weight != 0.0)).count();
            eprintln!("epoch {epoch}: loss {:.4}, features {alive} of {}", loss / f64::from(n), hashes.len());
        }
    }
    Model { places, hashes, rows, moves }
}

/// How likely the ways are that lead to a token from a label: a text begins outside of names.
fn reached(alpha: &[[f32; LABELS]], token: usize, from: usize) -> f32 {
    match token.checked_sub(1) {
        Some(before) => alpha[before][from],
        None if from == OUTSIDE => 0.0,
        None => f32::NEG_INFINITY,
    }
}
