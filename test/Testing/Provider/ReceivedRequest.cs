using System.Text;
using System.Text.Json;
using FerroGate.Testing.Http;

namespace FerroGate.Testing.Provider;

/// <summary>A request as it arrived at the provider, byte for byte.</summary>
public sealed class ReceivedRequest(HttpHead head, byte[] body)
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _answered;

    /// <summary>How many bytes of the answer's body the caller's side has taken so far.</summary>
    public long BytesAnswered => Interlocked.Read(ref _answered);

    public string Method => head.FirstLine.Split(' ')[0];

    /// <summary>Path and query as they stood in the request line.</summary>
    public string Target => head.FirstLine.Split(' ')[1];

    public HeaderList Headers => head.Headers;

    public byte[] Body => body;

    public string Text => Encoding.UTF8.GetString(body);

    public JsonElement Json => JsonElement.Parse(body);

    /// <summary>Waits until the caller has closed the connection although the answer was not complete.</summary>
    public Task AbandonedAsync() => _closed.Task.WaitAsync(Patience.Limit);

    public override string ToString() => $"{head.FirstLine}\n{Headers}\n\n{Text}";

    internal void Answered(int bytes) => Interlocked.Add(ref _answered, bytes);

    internal void Abandon() => _closed.TrySetResult();
}
