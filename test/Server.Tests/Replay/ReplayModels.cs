namespace FerroGate.Server.Tests.Replay;

/// <summary>The models that recordings are replayed on.</summary>
internal static class ReplayModels
{
    /// <summary>On a provider with <c>stream_usage inject</c>.</summary>
    public const string Inject = "replay-inject";

    /// <summary>On a provider with <c>stream_usage off</c>.</summary>
    public const string Off = "replay-off";

    /// <summary>What the provider calls both.</summary>
    public const string AtProvider = "gpt-4o-mini";
}
