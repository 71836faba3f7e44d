namespace FerroGate.Server.Ai.Upstreams;

/// <summary>A provider's answer is larger than the config allows.</summary>
internal sealed class BodyTooLargeException(long limit) : IOException($"The provider's answer is larger than {limit} bytes.")
{
    public long Limit { get; } = limit;
}
