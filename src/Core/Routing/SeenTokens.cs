namespace FerroGate.Core.Routing;

/// <summary>
/// What a model was seen to make of the text that it was sent and has written: it corrects what the gateway would expect of it, and bounds
/// what a request can cost.
/// </summary>
public sealed class SeenTokens
{
    // Before that many answers a model may still show what it can.
    private const int Enough = 20;

    // A short text says more of what stands around it.
    private const long Least = 16;

    private const double Newest = 0.1;

    // No model is so far from the others; what a provider reports beyond that is a mistake, or something else than text.
    private const double Widest = 4;

    private readonly Lock _lock = new();
    private double _input = 1;
    private double _output = 1;
    private double _highest;
    private int _answers;

    /// <summary>By what an expected input is to be multiplied.</summary>
    public double InputFactor { get { lock (_lock) return _input; } }

    /// <summary>By what an expected output is to be multiplied.</summary>
    public double OutputFactor { get { lock (_lock) return _output; } }

    /// <summary>A provider has reported what a request of text alone was.</summary>
    /// <param name="expected">What the gateway would have expected.</param>
    /// <param name="bound">What its text could have been at most.</param>
    /// <param name="reported">What it was.</param>
    public void SawInput(long expected, long bound, long reported)
    {
        if (bound <= 0)
            return;

        lock (_lock)
        {
            _answers = Math.Min(_answers + 1, Enough);

            // More than that was not in the request: the provider has found or run something.
            if (reported <= bound)
                _highest = Math.Max(_highest, (double)reported / bound);

            _input = Corrected(_input, expected, reported);
        }
    }

    /// <summary>A provider has reported what an answer was.</summary>
    /// <param name="expected">What the gateway would have expected.</param>
    /// <param name="reported">What it was.</param>
    public void SawOutput(long expected, long reported)
    {
        lock (_lock)
            _output = Corrected(_output, expected, reported);
    }

    /// <summary>What text can be at most, by the highest that was seen and a tenth: never more than without having seen any.</summary>
    /// <param name="bound">What it could be for a model that nobody has seen.</param>
    public long Bound(long bound)
    {
        lock (_lock)
            return _answers < Enough ? bound : (long)Math.Min(bound, Math.Ceiling(bound * _highest * 1.1));
    }

    private static double Corrected(double factor, long expected, long reported) => expected < Least || reported <= 0
        ? factor
        : factor + (Newest * (Math.Clamp((double)reported / expected, 1 / Widest, Widest) - factor));
}
