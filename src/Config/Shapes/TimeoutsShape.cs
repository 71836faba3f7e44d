using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary><c>timeouts</c> of a provider, a model or a fallback.</summary>
internal static class TimeoutsShape
{
    public const string Meaning = "How long it may take; what is set here goes before what is set further out, and the global options come last.";

    public static Shape<TimeoutsConfig> Shape { get; } = new Shape<TimeoutsConfig>()
        .Value("connect", Forms.Duration, limits => limits.Connect, (limits, time) => limits with { Connect = time },
            "Until there is a connection.", fallback: "10s")
        .Value("first_byte", Forms.Duration, limits => limits.FirstByte, (limits, time) => limits with { FirstByte = time },
            "From an attempt to the first byte of a streamed answer.", fallback: "5m")
        .Value("plain_first_byte", Forms.Duration, limits => limits.PlainFirstByte, (limits, time) => limits with { PlainFirstByte = time },
            "The same for a plain answer, which begins when all of it is known.", fallback: "as long as `total`")
        .Value("first_token", Forms.Duration, limits => limits.FirstToken, (limits, time) => limits with { FirstToken = time },
            "From an attempt to the first content of a stream.", fallback: "10m")
        .Value("silence", Forms.Duration, limits => limits.Silence, (limits, time) => limits with { Silence = time },
            "How long an answer that has begun may say nothing.", fallback: "5m")
        .Value("total", Forms.Duration, limits => limits.Total, (limits, time) => limits with { Total = time },
            "From the first attempt to the end of the answer.", fallback: "1h");
}
