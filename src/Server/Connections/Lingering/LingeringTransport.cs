using System.IO.Pipelines;

namespace FerroGate.Server.Connections.Lingering;

/// <summary>A connection whose ends its server cannot close.</summary>
internal sealed class LingeringTransport(IDuplexPipe inner) : IDuplexPipe
{
    public PipeReader Input { get; } = new LingeringReader(inner.Input);

    public PipeWriter Output { get; } = new LingeringWriter(inner.Output);
}
