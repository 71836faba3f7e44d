using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Providers.Echo;

/// <summary>Answers chat requests, and those for embeddings, in place of a network.</summary>
internal sealed class EchoHandler(EchoSettings settings, TimeProvider clock) : HttpMessageHandler
{
    /// <summary>The path of requests for embeddings; any other is that of a chat.</summary>
    public const string Embeddings = "/embeddings";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        if (settings.Latency > TimeSpan.Zero)
        {
            await Task.Delay(settings.Latency, clock, cancellationToken);
        }

        if (request.RequestUri!.AbsolutePath == Embeddings)
        {
            return EchoEmbeddings.Answer(body);
        }

        var asked = EchoRequest.Read(body);
        var answer = new EchoAnswer(asked);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = asked.Stream ? Streamed(asked, answer) : Whole(answer),
        };
    }

    private static ReadOnlyMemoryContent Whole(EchoAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        answer.WriteWhole(buffer);
        return new ReadOnlyMemoryContent(buffer.WrittenMemory)
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        };
    }

    private StreamContent Streamed(EchoRequest asked, EchoAnswer answer)
    {
        var pipe = new Pipe();
        _ = WriteStreamAsync(pipe.Writer, asked, answer);
        return new StreamContent(pipe.Reader.AsStream())
        {
            Headers = { ContentType = new MediaTypeHeaderValue("text/event-stream") },
        };
    }

    // Ends when everything is written, or when the reader has gone away.
    private async Task WriteStreamAsync(PipeWriter output, EchoRequest asked, EchoAnswer answer)
    {
        var pause = settings.TokensPerSecond is { } speed ? TimeSpan.FromSeconds(1.0 / speed) : TimeSpan.Zero;
        for (var choice = 0; choice < asked.Choices; choice++)
        {
            answer.WriteRole(output, choice);
            foreach (var word in answer.Words)
            {
                answer.WriteWord(output, choice, word);
                if ((await output.FlushAsync()).IsCompleted)
                {
                    await output.CompleteAsync();
                    return;
                }

                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, clock);
                }
            }

            answer.WriteFinish(output, choice);
        }

        answer.WriteEnd(output);
        await output.FlushAsync();
        await output.CompleteAsync();
    }
}
