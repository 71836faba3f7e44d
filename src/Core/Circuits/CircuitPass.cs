namespace FerroGate.Core.Circuits;

/// <summary>
/// A request that a circuit has let through, by which it reports back. What began before the circuit opened last tells it nothing any
/// more, whenever it ends.
/// </summary>
public readonly record struct CircuitPass
{
    internal CircuitPass(Circuit circuit, CircuitSettings? settings, int openings, bool isProbe) =>
        (Circuit, Settings, Openings, IsProbe) = (circuit, settings, openings, isProbe);

    public Circuit Circuit { get; }

    /// <summary>It decides whether others may follow.</summary>
    public bool IsProbe { get; }

    /// <summary>How the circuit was configured when it began.</summary>
    internal CircuitSettings? Settings { get; }

    /// <summary>How often the circuit had opened by then.</summary>
    internal int Openings { get; }

    /// <summary>The target answered, or the fault was the caller's.</summary>
    public void ReportSuccess() => Circuit.Succeeded(this);

    /// <summary>
    /// The target has begun to answer: others may ask it again. Whether it can be relied on, the end of its answer tells, so failures before
    /// this still count.
    /// </summary>
    public void ReportAnswering() => Circuit.Answers(this);

    /// <summary>The target failed.</summary>
    public void ReportFailure() => Circuit.Failed(this);

    /// <summary>The request ended without telling anything about the target, such as when the client went away.</summary>
    public void ReportNothing() => Circuit.ToldNothing(this);
}
