using FerroGate.Server.Ai.Upstreams;

namespace FerroGate.Server.Ai.Relay;

/// <summary>What one target gives of a stream: all of it, or the part from where another has failed.</summary>
/// <param name="Upstream">Its answer.</param>
/// <param name="Events">What has come of it.</param>
/// <param name="Tap">Who looks at it.</param>
internal sealed record StreamLeg(Upstream Upstream, EventBuffer Events, StreamTap Tap) : IDisposable
{
    private bool _isDisposed;

    /// <summary>The event with which it came up with the one before, as far as the client has it not; it goes first.</summary>
    public (byte[] Shown, StreamVerdict Verdict)? First { get; set; }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Events.Dispose();
            Upstream.Dispose();
        }
    }
}
