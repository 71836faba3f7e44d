using System.IO.Compression;
using System.Net;
using FerroGate.Server.Sites.Compression;
using FerroGate.Server.Sites.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Xunit;
using ZstdSharp;

namespace FerroGate.Server.Tests.Sites.Compression;

/// <summary><c>encode</c> over a real server: what is compressed, what is not, and when a client sees it.</summary>
public sealed class EncodeStepTests : IAsyncDisposable
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("The quick brown fox. ", 100));

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
    private WebApplication? _app;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, zstd", "zstd")]
    [InlineData("zstd;q=0.5, gzip;q=0.8", "gzip")]
    [InlineData("GZIP ; q=1", "gzip")]
    [InlineData("zstd;q=0, gzip;q=0", null)]
    [InlineData("br, *", null)]
    [InlineData("", null)]
    public async Task The_client_chooses_and_of_equals_the_config(string accepted, string? chosen)
    {
        await StartAsync(http => Text(http, Long));

        using var response = await GetAsync(accepted);

        Assert.Equal(chosen, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(Long, await PlainAsync(response));
        Assert.Equal(chosen is not null, response.Headers.Vary.Contains("Accept-Encoding"));
    }

    [Theory]
    [InlineData(512, false)]
    [InlineData(513, true)]
    public async Task Only_what_is_longer_than_the_minimum_is_compressed(int length, bool compressed)
    {
        await StartAsync(http => Text(http, new string('a', length)));

        using var response = await GetAsync("gzip");

        Assert.Equal(compressed, response.Content.Headers.ContentEncoding.Count > 0);
        Assert.Equal(length, (await PlainAsync(response)).Length);
    }

    [Theory]
    [InlineData("Content-Type", "image/png")]
    [InlineData("Content-Encoding", "identity")]
    [InlineData("Cache-Control", "public, no-transform")]
    [InlineData("Content-Range", "bytes 0-9/100")]
    public async Task Some_answers_stay_as_they_are(string name, string value)
    {
        await StartAsync(http =>
        {
            http.Response.ContentType = "text/plain";
            http.Response.Headers[name] = value;
            return http.Response.Body.WriteAsync(System.Text.Encoding.ASCII.GetBytes(Long)).AsTask();
        });

        using var response = await GetAsync("gzip");

        Assert.DoesNotContain("gzip", response.Content.Headers.ContentEncoding);
        Assert.Equal(Long, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Entity_tags_name_the_coding_and_come_back_without_it()
    {
        string? seen = null;
        await StartAsync(http =>
        {
            seen = http.Request.Headers.IfNoneMatch;
            http.Response.Headers.ETag = "\"x\"";
            http.Response.Headers.AcceptRanges = "bytes";
            http.Response.ContentLength = Long.Length;
            return Text(http, Long);
        });

        using var response = await GetAsync("gzip", ("If-None-Match", "\"x-gzip\""));

        Assert.Equal("\"x-gzip\"", response.Headers.ETag?.Tag);
        Assert.Equal("\"x\"", seen);
        Assert.Empty(response.Headers.AcceptRanges);
        Assert.Equal(Long, await PlainAsync(response));
    }

    [Theory]
    [InlineData("\"x-gzip\"", "\"x\"", "\"x-gzip\"")]
    [InlineData("\"w-gzip\", \"x-gzip\"", "\"w\", \"x\"", "\"x-gzip\"")]
    [InlineData("\"x\"", "\"x\"", "\"x\"")]
    [InlineData("W/\"x-gzip\"", "W/\"x-gzip\"", "\"x\"")]
    [InlineData("\"x-zstd\"", "\"x-zstd\"", "\"x\"")]
    public async Task Not_modified_names_what_the_client_has_and_varies_too(string asked, string seen, string answered)
    {
        string? ifNoneMatch = null;
        await StartAsync(http =>
        {
            ifNoneMatch = http.Request.Headers.IfNoneMatch;
            http.Response.StatusCode = 304;
            http.Response.Headers.ETag = "\"x\"";
            return Task.CompletedTask;
        });

        using var response = await GetAsync("gzip", ("If-None-Match", asked));

        Assert.Equal((seen, answered), (ifNoneMatch, response.Headers.ETag?.Tag));
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
    }

    [Theory]
    [InlineData("GET", 204, "")]
    [InlineData("GET", 206, "the part")]
    public async Task What_has_no_body_or_only_a_part_of_one_is_not_compressed(string method, int status, string start)
    {
        var body = start.Length > 0 ? start + Long : "";
        await StartAsync(http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = "text/plain";
            return status == 204 ? Task.CompletedTask : http.Response.WriteAsync(body);
        });

        using var response = await SendAsync(new HttpMethod(method), "gzip");

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task HEAD_is_told_what_GET_would_be()
    {
        await StartAsync(http => Text(http, Long));

        using var response = await SendAsync(HttpMethod.Head, "gzip");

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("text/plain", "gzip")]
    [InlineData("image/png", null)]
    public async Task Files_are_compressed_like_anything_else(string type, string? coding)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, Long);
            await StartAsync(http =>
            {
                http.Response.ContentType = type;
                return http.Response.SendFileAsync(path);
            });

            using var response = await GetAsync("gzip");

            Assert.Equal(coding, response.Content.Headers.ContentEncoding.SingleOrDefault());
            Assert.Equal(Long, await PlainAsync(response));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task What_is_flushed_is_seen_before_the_end(string coding)
    {
        var seen = new TaskCompletionSource();
        await StartAsync(async http =>
        {
            await Text(http, Long);
            await http.Response.WriteAsync("data: 1\n\n");
            await http.Response.Body.FlushAsync();
            await seen.Task;
            await http.Response.WriteAsync("data: 2\n\n");
        });

        using var response = await GetAsync(coding);
        await using var plain = Decompress(await response.Content.ReadAsStreamAsync(), coding);
        var first = new byte[Long.Length + 9];
        await plain.ReadExactlyAsync(first).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        seen.SetResult();
        using var rest = new StreamReader(plain);

        Assert.EndsWith("data: 1\n\n", System.Text.Encoding.ASCII.GetString(first), StringComparison.Ordinal);
        Assert.Equal("data: 2\n\n", await rest.ReadToEndAsync());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task An_answer_that_breaks_off_has_no_end(string coding)
    {
        await StartAsync(async http =>
        {
            await Text(http, Long);
            await http.Response.Body.FlushAsync();
            throw new InvalidOperationException("broken");
        });

        using var response = await GetAsync(coding);

        await Assert.ThrowsAnyAsync<Exception>(() => PlainAsync(response));
    }

    private static Task Text(HttpContext http, string text)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(text);
    }

    private static Stream Decompress(Stream body, string? coding) => coding switch
    {
        "gzip" => new GZipStream(body, CompressionMode.Decompress),
        "zstd" => new DecompressionStream(body),
        _ => body,
    };

    private static async Task<string> PlainAsync(HttpResponseMessage response)
    {
        var coding = response.Content.Headers.ContentEncoding.SingleOrDefault();
        using var reader = new StreamReader(Decompress(await response.Content.ReadAsStreamAsync(), coding));
        return await reader.ReadToEndAsync();
    }

    private async Task StartAsync(RequestDelegate next)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        _app = builder.Build();
        var settings = new EncodeSettings([EncodeFormat.Zstd(), EncodeFormat.Gzip()], EncodeSettings.DefaultMinimumLength, EncodeSettings.IsCompressibleType);
        var step = new EncodeStep(settings, request => next(request.Http));
        _app.Run(http => step.HandleAsync(new SiteRequest(http, RequestTarget.Read("/")!)));
        await _app.StartAsync();
    }

    private Task<HttpResponseMessage> GetAsync(string accepted, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, accepted, headers);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string accepted, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, _app!.Urls.First());
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _client.SendAsync(request, CancellationToken.None);
    }
}
