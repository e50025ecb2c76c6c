//! FSRS-6, the Free Spaced Repetition Scheduler: what a recall makes of a memory.
//!
//! The formulas and the default parameters are those that the FSRS project publishes ("The Algorithm", in the wiki of
//! open-spaced-repetition/awesome-fsrs), in the notation used there: `w` the parameters, `G` the grade from 1 to 4, `S`
//! the stability, `D` the difficulty, `R` the chance of remembering. They are worked out in 32 bits and in the order of the
//! project's own implementation, so that both come to the same days.

use super::Grade;

const W: [f32; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/// How sure the learner is to be when something comes back.
const RETENTION: f32 = 0.9;

/// What is left of a memory right after a recall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct State {
    /// Days until the chance of remembering it has fallen to nine in ten.
    stability: f32,
    /// From 1 to 10.
    difficulty: f32,
}

impl State {
    /// After the first recall.
    pub(crate) fn first(grade: Grade) -> State {
        let stability = match grade {
            Grade::Again => W[0],
            Grade::Hard => W[1],
            Grade::Good => W[2],
            Grade::Easy => W[3],
        };
        State::new(stability, first_difficulty(grade))
    }

    /// After one more recall, so many days later.
    pub(crate) fn after(self, grade: Grade, days: u32) -> State {
        let stability = match grade {
            _ if days == 0 => self.same_day(grade),
            Grade::Again => self.forgotten(days),
            _ => self.remembered(grade, days),
        };
        State::new(stability, self.next_difficulty(grade))
    }

    /// Days until it should come back: `S / factor * (retention ^ (-1 / w20) - 1)`.
    pub(crate) fn interval(self) -> f32 {
        self.stability / factor() * (RETENTION.powf(1.0 / -W[20]) - 1.0)
    }

    fn new(stability: f32, difficulty: f32) -> State {
        State { stability: stability.clamp(0.001, 36_500.0), difficulty: difficulty.clamp(1.0, 10.0) }
    }

    /// `R = (1 + factor * days / S) ^ -w20`
    fn retrievability(self, days: u32) -> f32 {
        (days as f32 / self.stability * factor() + 1.0).powf(-W[20])
    }

    /// `S * (1 + e^w8 * (11 - D) * S^-w9 * (e^(w10 * (1 - R)) - 1) * (w15 if hard) * (w16 if easy))`
    fn remembered(self, grade: Grade, days: u32) -> f32 {
        let hard = if grade == Grade::Hard { W[15] } else { 1.0 };
        let easy = if grade == Grade::Easy { W[16] } else { 1.0 };
        let forgetting = (W[10] * (1.0 - self.retrievability(days))).exp() - 1.0;
        let gain = W[8].exp() * (11.0 - self.difficulty) * self.stability.powf(-W[9]) * forgetting * hard * easy;
        self.stability * (gain + 1.0)
    }

    /// `w11 * D^-w12 * ((S + 1)^w13 - 1) * e^(w14 * (1 - R))`, and no more than `S / e^(w17 * w18)`
    fn forgotten(self, days: u32) -> f32 {
        let left = W[11]
            * self.difficulty.powf(-W[12])
            * ((self.stability + 1.0).powf(W[13]) - 1.0)
            * (W[14] * (1.0 - self.retrievability(days))).exp();
        left.min(self.stability / (W[17] * W[18]).exp())
    }

    /// `S * e^(w17 * (G - 3 + w18)) * S^-w19`; what was remembered lasts no shorter for it.
    fn same_day(self, grade: Grade) -> f32 {
        let change = (W[17] * (number(grade) - 3.0 + W[18])).exp() * self.stability.powf(-W[19]);
        self.stability * if grade == Grade::Again { change } else { change.max(1.0) }
    }

    /// A step of `-w6 * (G - 3)`, the smaller the harder it is already, then `w7` of the way to what is easy.
    fn next_difficulty(self, grade: Grade) -> f32 {
        let step = -W[6] * (number(grade) - 3.0);
        let moved = self.difficulty + (10.0 - self.difficulty) * step / 9.0;
        moved + W[7] * (first_difficulty(Grade::Easy) - moved)
    }
}

/// `w4 - e^(w5 * (G - 1)) + 1`
fn first_difficulty(grade: Grade) -> f32 {
    W[4] - (W[5] * (number(grade) - 1.0)).exp() + 1.0
}

/// What makes the chance nine in ten when as many days have passed as the stability says.
fn factor() -> f32 {
    (0.9_f32.ln() / -W[20]).exp() - 1.0
}

fn number(grade: Grade) -> f32 {
    f32::from(grade as u8) + 1.0
}
