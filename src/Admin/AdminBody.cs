using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin;

/// <summary>Takes in the bodies of requests that change something.</summary>
internal static class AdminBody
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The body; <c>null</c> where the answer says already what is wrong with it.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContext http, int mostBytes)
    {
        // Not what a form of a foreign page can send.
        if (!http.Request.HasJsonContentType())
        {
            await AdminProblem.WriteAsync(http, StatusCodes.Status415UnsupportedMediaType, "Send 'application/json'.");
            return null;
        }

        if (await TakeAsync(http.Request, mostBytes) is { } body)
            return body;

        http.Response.Headers.Connection = "close";
        await AdminProblem.WriteAsync(http, StatusCodes.Status413PayloadTooLarge, $"A body has at most {mostBytes} bytes here.");
        return null;
    }

    /// <summary>The same as text.</summary>
    public static async Task<string?> ReadTextAsync(HttpContext http, int mostBytes)
    {
        if (await ReadAsync(http, mostBytes) is not { } body)
            return null;

        try
        {
            var text = StrictUtf8.GetString(body);
            ReadStrings(body);
            return text;
        }
        catch (Exception exception) when (exception is DecoderFallbackException or JsonException or InvalidOperationException)
        {
            await AdminProblem.WriteAsync(http, StatusCodes.Status400BadRequest, "The body is no JSON, or not UTF-8, or has half of a surrogate pair in a text.");
            return null;
        }
    }

    // Whoever reads it later must not stumble over a text that is none.
    private static void ReadStrings(byte[] body)
    {
        var json = new Utf8JsonReader(body);
        while (json.Read())
        {
            if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                json.GetString();
        }
    }

    private static async Task<byte[]?> TakeAsync(HttpRequest request, int mostBytes)
    {
        if (request.ContentLength > mostBytes)
            return null;

        using var body = new MemoryStream();
        var part = new byte[16 * 1024];
        while (await request.Body.ReadAsync(part, request.HttpContext.RequestAborted) is var count and > 0)
        {
            if (body.Length + count > mostBytes)
                return null;

            body.Write(part, 0, count);
        }

        return body.ToArray();
    }
}
