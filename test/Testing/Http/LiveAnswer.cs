using System.Text;

namespace FerroGate.Testing.Http;

/// <summary>An answer that is still coming: the test reads as much of it as it wants.</summary>
public sealed class LiveAnswer(HttpHead head, HttpBody body)
{
    private readonly List<byte> _read = [];
    private readonly byte[] _buffer = new byte[16 * 1024];

    public int Status => head.Status;

    public HeaderList Headers => head.Headers;

    /// <summary>The body as far as it was read.</summary>
    public byte[] BodySoFar => [.. _read];

    public string TextSoFar => Encoding.UTF8.GetString(BodySoFar);

    /// <summary>Everything that the framing promised was read.</summary>
    public bool IsComplete => body.IsComplete;

    /// <summary>Reads what comes next; 0 is the end.</summary>
    public async Task<int> ReadSomeAsync(CancellationToken? cancellation = null)
    {
        var count = await body.ReadAsync(_buffer, cancellation ?? Patience.Token());
        _read.AddRange(_buffer.AsSpan(0, count));
        return count;
    }

    /// <summary>Reads until at least so many bytes of the body are there.</summary>
    public async Task ReadAtLeastAsync(int count)
    {
        var patience = Patience.Token();
        while (_read.Count < count)
        {
            if (await ReadSomeAsync(patience) == 0)
                throw new EndOfStreamException($"The answer ended after {_read.Count} bytes: {TextSoFar}");
        }
    }

    /// <summary>Reads until the text is there.</summary>
    public async Task ReadUntilAsync(string text)
    {
        var patience = Patience.Token();
        while (!TextSoFar.Contains(text, StringComparison.Ordinal))
        {
            if (await ReadSomeAsync(patience) == 0)
                throw new EndOfStreamException($"The answer ended without \"{text}\": {TextSoFar}");
        }
    }

    /// <summary>Reads the rest, whether it ends well or is cut.</summary>
    public async Task<Answer> ReadToEndAsync()
    {
        var patience = Patience.Token();
        try
        {
            while (await ReadSomeAsync(patience) > 0)
            {
                // Until the end.
            }
        }
        catch (IOException)
        {
            // A reset, or the end inside the framing: the answer says that it is not complete.
        }

        return new Answer(Status, Headers, BodySoFar, IsComplete);
    }
}
