//! Logistic regression over hashed features, trained online, pruned, trained again, and rounded.
//!
//! First pass over all entries with FTRL-Proximal (McMahan et al. 2013), whose L1 term leaves most of them zero; then
//! all but the heaviest go, and what is left is trained on without the L1 term, since that term had pulled it towards
//! zero. Nothing depends on the platform: only sums, products, quotients and square roots, in a fixed order.

use saksi::text::khmer::boundary::{FEATURES, Model, Rule, View};

use crate::data::Line;

/// What can be chosen.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The table has 2^`bits` entries.
    pub bits: u32,
    /// How many of them may stay.
    pub keep: usize,
    pub passes: usize,
    /// Passes after the pruning.
    pub more_passes: usize,
    pub l1: f32,
    pub l2: f32,
    /// L2 after the pruning.
    pub more_l2: f32,
    pub rate: f32,
    /// What a weight of one becomes.
    pub scale: f32,
    pub verbose: bool,
}

/// The places that weights decide, with the entries of their features.
pub struct Places {
    slots: Vec<u32>,
    ends: Vec<bool>,
}

pub fn places(lines: &[Line], bits: u32) -> Places {
    let mut places = Places { slots: Vec::new(), ends: Vec::new() };
    for line in lines {
        let view = View::new(&line.text);
        for unit in (0..view.len()).filter(|&unit| view.rule(unit) == Rule::Learnt) {
            view.features(unit, |feature| places.slots.push(Model::slot(bits, feature) as u32));
            places.ends.push(line.ends.contains(&view.end(unit)));
        }
    }
    places
}

/// FTRL-Proximal: the weight of an entry follows from the sum of its gradients and of their squares.
struct Learner {
    sums: Vec<f32>,
    squares: Vec<f32>,
    weights: Vec<f32>,
    /// Entries that may be other than zero.
    alive: Vec<bool>,
    bias: (f32, f32, f32),
}

const BETA: f32 = 1.0;

impl Learner {
    fn pass(&mut self, places: &Places, order: &[u32], rate: f32, l1: f32, l2: f32) -> f64 {
        let mut loss = 0.0;
        for &place in order {
            let slots = &places.slots[place as usize * FEATURES..][..FEATURES];
            let end = places.ends[place as usize];
            let sum: f32 = self.bias.2 + slots.iter().map(|&slot| self.weights[slot as usize]).sum::<f32>();
            let probability = sigmoid(sum);
            let gradient = probability - f32::from(u8::from(end));
            loss += f64::from(gradient.abs());
            if gradient.abs() < 1e-4 {
                continue;
            }
            for &slot in slots {
                let slot = slot as usize;
                if self.alive[slot] {
                    let (sum, square) = (&mut self.sums[slot], &mut self.squares[slot]);
                    let weight = &mut self.weights[slot];
                    *weight = step(sum, square, *weight, gradient, rate, l1, l2);
                }
            }
            let (mut sum, mut square, weight) = self.bias;
            let weight = step(&mut sum, &mut square, weight, gradient, rate, 0.0, l2);
            self.bias = (sum, square, weight);
        }
        loss / order.len().max(1) as f64
    }

    /// Begins anew from the weights as they are.
    fn restart(&mut self, rate: f32, l2: f32) {
        for slot in 0..self.weights.len() {
            // A start as if gradients of this size had been seen: steps begin small, not at full rate.
            self.squares[slot] = self.squares[slot].min(4.0);
            let weight = self.weights[slot];
            self.sums[slot] = -weight * ((BETA + self.squares[slot].sqrt()) / rate + l2);
        }
        self.bias.0 = -self.bias.2 * ((BETA + self.bias.1.sqrt()) / rate + l2);
    }

    /// Sets all but the `keep` heaviest weights to zero for good.
    fn prune(&mut self, keep: usize) {
        let mut order: Vec<usize> =
            (0..self.weights.len()).filter(|&slot| self.weights[slot] != 0.0).collect();
        order.sort_by(|&a, &b| self.weights[b].abs().total_cmp(&self.weights[a].abs()).then(a.cmp(&b)));
        self.alive.fill(false);
        for &slot in order.iter().take(keep) {
            self.alive[slot] = true;
        }
        for (weight, &alive) in self.weights.iter_mut().zip(&self.alive) {
            if !alive {
                *weight = 0.0;
            }
        }
    }
}

fn step(sum: &mut f32, square: &mut f32, weight: f32, gradient: f32, rate: f32, l1: f32, l2: f32) -> f32 {
    let before = square.sqrt();
    *square += gradient * gradient;
    *sum += gradient - (square.sqrt() - before) / rate * weight;
    if sum.abs() <= l1 { 0.0 } else { (l1.copysign(*sum) - *sum) / ((BETA + square.sqrt()) / rate + l2) }
}

/// 1 / (1 + e^-x), with e^x as (1 + x / 2^16)^(2^16): the platform's own may differ in the last bit.
fn sigmoid(x: f32) -> f32 {
    let mut power = 1.0 - f64::from(x.clamp(-20.0, 20.0)) / 65536.0;
    for _ in 0..16 {
        power *= power;
    }
    (1.0 / (1.0 + power)) as f32
}

/// The numbers below `n` in an order that only depends on `seed` (xorshift and Fisher–Yates).
fn shuffled(n: usize, seed: u64) -> Vec<u32> {
    let mut order: Vec<u32> = (0..n as u32).collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    for last in (1..n).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(last, (state % (last as u64 + 1)) as usize);
    }
    order
}

pub fn train(places: &Places, settings: &Settings) -> Model {
    let size = 1 << settings.bits;
    let mut learner = Learner {
        sums: vec![0.0; size],
        squares: vec![0.0; size],
        weights: vec![0.0; size],
        alive: vec![true; size],
        bias: (0.0, 0.0, 0.0),
    };
    let n = places.ends.len();
    let used = |weights: &[f32]| weights.iter().filter(|&&weight| weight != 0.0).count();
    for pass in 0..settings.passes {
        let loss =
            learner.pass(places, &shuffled(n, pass as u64 + 1), settings.rate, settings.l1, settings.l2);
        if settings.verbose {
            eprintln!("  pass {}: loss {loss:.4}, {} weights", pass + 1, used(&learner.weights));
        }
    }
    learner.prune(settings.keep);
    // The average of the later passes' weights disagrees less with places that were seen early.
    let mut average = vec![0.0_f64; size];
    let mut bias = 0.0;
    if settings.more_passes > 0 {
        learner.restart(settings.rate, settings.more_l2);
    }
    for pass in 0..settings.more_passes {
        let order = shuffled(n, (settings.passes + pass) as u64 + 1);
        let loss = learner.pass(places, &order, settings.rate, 0.0, settings.more_l2);
        if pass > 0 || settings.more_passes == 1 {
            for (sum, &weight) in average.iter_mut().zip(&learner.weights) {
                *sum += f64::from(weight);
            }
            bias += f64::from(learner.bias.2);
        }
        if settings.verbose {
            eprintln!(
                "  pass {}: loss {loss:.4}, {} weights",
                settings.passes + pass + 1,
                used(&learner.weights)
            );
        }
    }
    let count = match settings.more_passes {
        0 => {
            average = learner.weights.iter().map(|&weight| f64::from(weight)).collect();
            bias = f64::from(learner.bias.2);
            1
        }
        1 => 1,
        more => more - 1,
    };
    let scale = f64::from(settings.scale) / count as f64;
    let weights = average.iter().map(|&weight| (weight * scale).round().clamp(-127.0, 127.0) as i8).collect();
    Model::new(settings.bits, (bias * scale).round() as i32, weights)
}
