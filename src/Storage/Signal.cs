using System.Threading.Channels;

namespace FerroGate.Storage;

/// <summary>Wakes one who waits, or who will; however often it is set before, once.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _set.Writer.TryWrite(true);

    public Task WaitAsync(CancellationToken cancellation) => _set.Reader.ReadAsync(cancellation).AsTask();
}
