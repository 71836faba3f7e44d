using Grpc.Core;

namespace FerroGate.Server.Tests.Proxy.Grpc;

/// <summary>
/// A gRPC service with a method of each kind. Its messages are strings, so that nothing needs to be generated; the library finds its
/// methods by their names, as those of a generated class.
/// </summary>
[BindServiceMethod(typeof(EchoService), nameof(Bind))]
public class EchoService
{
    private const string Service = "test.Echo";

    /// <summary>Says the message back, or fails where it is told a status.</summary>
    public static readonly Method<string, string> SayMethod = Of("Say", MethodType.Unary);

    /// <summary>Says the words of the message one by one.</summary>
    public static readonly Method<string, string> SplitMethod = Of("Split", MethodType.ServerStreaming);

    /// <summary>Says all messages as one.</summary>
    public static readonly Method<string, string> JoinMethod = Of("Join", MethodType.ClientStreaming);

    /// <summary>Says each message back as soon as it comes.</summary>
    public static readonly Method<string, string> RepeatMethod = Of("Repeat", MethodType.DuplexStreaming);

    /// <summary>What the library calls to learn of the methods; <paramref name="service"/> is none where it only asks for them.</summary>
    public static void Bind(ServiceBinderBase binder, EchoService? service)
    {
        binder.AddMethod(SayMethod, service is null ? null : service.Say);
        binder.AddMethod(SplitMethod, service is null ? null : service.Split);
        binder.AddMethod(JoinMethod, service is null ? null : service.Join);
        binder.AddMethod(RepeatMethod, service is null ? null : service.Repeat);
    }

    private static Method<string, string> Of(string name, MethodType type) => new(type, Service, name, Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    public virtual Task<string> Say(string message, ServerCallContext call)
    {
        var binary = call.RequestHeaders.GetValueBytes("note-bin");
        if (binary is not null)
            call.ResponseTrailers.Add("note-bin", binary);

        return Enum.TryParse<StatusCode>(message, out var status) ? throw new RpcException(new Status(status, $"no: {message} – ü")) : Task.FromResult(message);
    }

    public virtual async Task Split(string message, IServerStreamWriter<string> answers, ServerCallContext call)
    {
        foreach (var word in message.Split(' '))
            await answers.WriteAsync(word, call.CancellationToken);
    }

    public virtual async Task<string> Join(IAsyncStreamReader<string> messages, ServerCallContext call)
    {
        var words = new List<string>();
        while (await messages.MoveNext(call.CancellationToken))
            words.Add(messages.Current);

        return string.Join(' ', words);
    }

    public virtual async Task Repeat(IAsyncStreamReader<string> messages, IServerStreamWriter<string> answers, ServerCallContext call)
    {
        while (await messages.MoveNext(call.CancellationToken))
            await answers.WriteAsync(messages.Current, call.CancellationToken);
    }
}
