namespace FerroGate.Server.Proxy.Transport;

/// <summary>
/// A request on its way over a connection of HTTP/1.1. The client of the runtime shows nobody which connection it chooses, so the
/// connection finds the request: its bytes are written in the flow that it was begun in.
/// </summary>
#pragma warning disable CA1001 // Without a timer its source holds nothing, and a connection may look at it after the request.
internal sealed class Passage
#pragma warning restore CA1001
{
    private static readonly AsyncLocal<Passage?> Flowing = new();

    private readonly CancellationTokenSource _refused = new();
    private volatile EarlyAnswerStream? _connection;
    private volatile bool _isOver;

    /// <summary>That of the request which is sent just now; <c>null</c> where nobody wants to know.</summary>
    public static Passage? Current => Flowing.Value;

    /// <summary>The connection; <c>null</c> before the first byte, and over HTTP/2.</summary>
    public EarlyAnswerStream? Connection
    {
        get => _connection;
        set => _connection = value;
    }

    /// <summary>There is nothing more to send of the request's body.</summary>
    public bool IsOver
    {
        get => _isOver;
        set => _isOver = value;
    }

    /// <summary>Is cancelled when the upstream has answered and wants no more of the request.</summary>
    public CancellationToken Refused => _refused.Token;

    /// <summary>Begins one: what is sent from here on, in the same flow, belongs to it.</summary>
    public static Passage Begin() => Flowing.Value = new Passage();

    /// <summary>Nothing more of the request goes anywhere.</summary>
    public void Refuse() => _ = _refused.CancelAsync();
}
