using System.IO.Pipelines;
using FerroGate.Server.Connections;
using FerroGate.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace FerroGate.Server.Tests.Connections;

/// <summary>How long a body may take does not depend on where its reader just is.</summary>
public sealed class LimitedBodyTests
{
    [Fact]
    public async Task Time_that_is_over_before_the_first_read_is_over_although_something_has_come()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("{"u8.ToArray());
        using var deadline = new CancellationTokenSource();
        await using var body = Limit(pipe, deadline.Token);
        await deadline.CancelAsync();

        var refused = await Assert.ThrowsAsync<BadHttpRequestException>(() => body.CopyToAsync(Stream.Null).WaitAsync(Patience.Limit));

        Assert.Equal(StatusCodes.Status408RequestTimeout, refused.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_whole_is_no_less_so_when_its_time_ends()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("{}"u8.ToArray());
        await pipe.Writer.CompleteAsync();
        using var deadline = new CancellationTokenSource();
        await using var body = Limit(pipe, deadline.Token);
        Assert.Equal(2, await body.ReadAsync(new byte[16]));
        Assert.Equal(0, await body.ReadAsync(new byte[16]));

        await deadline.CancelAsync();

        Assert.Equal(0, await body.ReadAsync(new byte[16]));
    }

    private static LimitedBody Limit(Pipe pipe, CancellationToken deadline)
    {
        var http = new DefaultHttpContext();
        http.Features.Set<IRequestBodyPipeFeature>(new Piped(pipe.Reader));
        return LimitedBody.Limit(http.Request, long.MaxValue, deadline);
    }

    private sealed class Piped(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader => reader;
    }
}
