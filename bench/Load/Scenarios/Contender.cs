using FerroGate.Bench.Load.Measuring;

namespace FerroGate.Bench.Load.Scenarios;

/// <summary>One of those that are compared.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="WarmUp">How long it runs before it is measured: the runtime compiles what is hot once more in that time.</param>
/// <param name="MeasureAsync">Puts it under load for a while.</param>
internal sealed record Contender(string Name, TimeSpan WarmUp, Func<TimeSpan, Task<Measurement>> MeasureAsync);
