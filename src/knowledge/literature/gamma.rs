//! The variance of the logarithm of a Beta variable.

/// Variance of ln(p) where p has a Beta(alpha, beta) distribution: trigamma(alpha) - trigamma(alpha + beta).
pub(crate) fn log_variance(alpha: f64, beta: f64) -> f64 {
    trigamma(alpha) - trigamma(alpha + beta)
}

/// The variances of ln(p) and of ln(1 - p) for each of some distributions.
pub(crate) fn log_variances(distributions: impl Iterator<Item = (f64, f64)>) -> [Vec<f64>; 2] {
    let both = |(alpha, beta)| (log_variance(alpha, beta), log_variance(beta, alpha));
    let (yes, no) = distributions.map(remembering(both)).unzip();
    [yes, no]
}

/// A function that keeps its last result: neighbors in a row of diseases are often the same.
pub(crate) fn remembering<A: Copy + PartialEq, B: Copy>(function: impl Fn(A) -> B) -> impl FnMut(A) -> B {
    let mut last = None;
    move |argument| match last {
        Some((same, result)) if same == argument => result,
        _ => last.insert((argument, function(argument))).1,
    }
}

/// The second derivative of ln(gamma) for a positive argument: recurrence up to 10, then the asymptotic series
/// (Abramowitz and Stegun 1964, 6.4.6 and 6.4.12); error below 1e-12.
fn trigamma(mut x: f64) -> f64 {
    let mut sum = 0.0;
    while x < 10.0 {
        sum += 1.0 / (x * x);
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    sum + 1.0 / x
        + y / 2.0
        + y / x * (1.0 / 6.0 - y * (1.0 / 30.0 - y * (1.0 / 42.0 - y * (1.0 / 30.0 - y * 5.0 / 66.0))))
}

#[cfg(test)]
mod tests {
    use super::trigamma;

    #[test]
    fn trigamma_agrees_with_its_closed_forms() {
        let pi_squared = std::f64::consts::PI.powi(2);
        assert!((trigamma(1.0) - pi_squared / 6.0).abs() < 1e-12);
        assert!((trigamma(0.5) - pi_squared / 2.0).abs() < 1e-12);
        assert!((trigamma(2.0) - (pi_squared / 6.0 - 1.0)).abs() < 1e-12);
    }
}
