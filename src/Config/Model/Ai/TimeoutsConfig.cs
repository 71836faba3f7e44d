using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Ai;

/// <summary>How long a provider, a model or a target may take; what is not said is as the next larger one says.</summary>
public sealed record TimeoutsConfig
{
    /// <summary>Until there is a connection.</summary>
    public Setting<TimeSpan>? Connect { get; init; }

    /// <summary>Until the first byte of a streamed answer.</summary>
    public Setting<TimeSpan>? FirstByte { get; init; }

    /// <summary>Until the first byte of a plain answer.</summary>
    public Setting<TimeSpan>? PlainFirstByte { get; init; }

    /// <summary>Until the first content of a stream.</summary>
    public Setting<TimeSpan>? FirstToken { get; init; }

    /// <summary>Between two pieces of an answer.</summary>
    public Setting<TimeSpan>? Silence { get; init; }

    /// <summary>From the first attempt to the end of the answer.</summary>
    public Setting<TimeSpan>? Total { get; init; }
}
