using FerroGate.Testing.Gateway;

namespace FerroGate.Server.Tests.Crash;

/// <summary>
/// Kills the gateway when so many things have happened in the world: a moment that is random to the gateway and needs no
/// clock. It may wait for one more kind of moment, that in which a client has just read its last byte.
/// </summary>
internal sealed class KillTrigger(GatewayProcess gateway, int afterEvents, bool atLastByte)
{
    private int _events;
    private int _killed;

    /// <summary>Something happened: a request arrived at the provider, or bytes at a client.</summary>
    public void Happened()
    {
        if (Interlocked.Increment(ref _events) >= afterEvents && !atLastByte)
            Kill();
    }

    /// <summary>A client has read the last byte of its answer in this moment.</summary>
    public void LastByteRead()
    {
        if (Volatile.Read(ref _events) >= afterEvents)
            Kill();
    }

    private void Kill()
    {
        if (Interlocked.Exchange(ref _killed, 1) == 0)
            gateway.Kill();
    }
}
